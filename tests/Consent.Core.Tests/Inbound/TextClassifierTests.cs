using Consent.Core.Inbound;
using static Consent.Core.Tests.Inbound.Classifying;

namespace Consent.Core.Tests.Inbound;

public sealed class TextClassifierTests
{
    private const string Ordinary =
        "Hi there, we are running about 20 minutes late for the appointment, is that still all right with you?";

    [Fact]
    public void Classify_KeywordWithinTheFirst1600Characters_IsOptOut() =>
        Assert.Equal(InboundKind.OptOut, Kind(new string(' ', TextClassifier.MaxLength - 4) + "STOP and what nobody reads"));

    [Fact]
    public void Classify_KeywordPartlyBeyond1600Characters_IsNone() =>
        Assert.Equal(InboundKind.None, Kind(new string(' ', TextClassifier.MaxLength - 3) + "STOP"));

    [Fact]
    public void Classify_CutWithinSurrogatePair_LeavesThePairOut() =>
        Assert.Equal(InboundKind.OptOut, Kind("🛑" + new string(' ', TextClassifier.MaxLength - 3) + "😀"));

    [Theory]
    [InlineData("STOP"), InlineData("START"), InlineData("s.t.o.p"), InlineData("STOP\nJane Smith"), InlineData(Ordinary)]
    [InlineData("Cancel\nmy appointment")]
    public void Classify_AsciiText_AllocatesNothing(string body)
    {
        var keywords = KeywordSettings.Default;
        Repeat(body, keywords);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Repeat(body, keywords);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Classify_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => TextClassifier.Classify(null!, KeywordSettings.Default));
        Assert.Throws<ArgumentNullException>(() => TextClassifier.Classify("", null!));
    }

    [Fact]
    public void NormalizationWorks_WithUnicodeData_IsTrue() => Assert.True(UnicodeSupport.NormalizationWorks());

    private static void Repeat(string body, KeywordSettings keywords)
    {
        for (var i = 0; i < 1000; i++)
        {
            TextClassifier.Classify(body, keywords);
        }
    }
}
