using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts;

public sealed class TextClassifierTests
{
    private const string Ordinary =
        "Hi there, we are running about 20 minutes late for the appointment, is that still all right with you?";

    [Fact]
    public void Classify_KeywordWithinTheFirst1600Characters_IsOptOut() =>
        Assert.Equal(InboundKind.OptOut, Kind(new string(' ', TextNormalizer.MaxLength - 4) + "STOP and what nobody reads"));

    [Fact]
    public void Classify_TextOfExactly1600Characters_IsReadWhole() =>
        Assert.Equal(InboundKind.OptOut, Kind(new string(' ', TextNormalizer.MaxLength - 4) + "STOP"));

    [Fact]
    public void Classify_KeywordPartlyBeyond1600Characters_IsNone() =>
        Assert.Equal(InboundKind.None, Kind(new string(' ', TextNormalizer.MaxLength - 3) + "STOP"));

    [Fact]
    public void Classify_CutWithinSurrogatePair_LeavesThePairOut() =>
        Assert.Equal(InboundKind.OptOut, Kind("🛑" + new string(' ', TextNormalizer.MaxLength - 3) + "😀"));

    [Theory]
    [InlineData("STOP"), InlineData("START"), InlineData("s.t.o.p"), InlineData("STOP\nJane Smith"), InlineData(Ordinary)]
    [InlineData("Cancel\nmy appointment"), InlineData("Please stop texting me, I have a plumber"), InlineData("I said \"stop\" > twice")]
    [InlineData("Stpo"), InlineData("please s-t-o-p now"), InlineData("wrong number\n- Jane")]
    public void Classify_AsciiText_AllocatesNothing(string body)
    {
        var keywords = CompiledKeywords.Default;
        Repeat(body, keywords);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Repeat(body, keywords);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData("stop "), InlineData("don't "), InlineData("a.b-c'd "), InlineData("\n")]
    public void Classify_LongAsciiText_AllocatesNothing(string repeated) =>
        Classify_AsciiText_AllocatesNothing(string.Concat(Enumerable.Repeat(repeated, 1 + (1600 / repeated.Length))));

    [Fact]
    public void Classify_UnspecifiedMatching_IsReasonable()
    {
        var unspecified = new CompiledKeywords([], [], [], KeywordMatching.Unspecified);

        Assert.Equal(OptOut("courtesy"), TextClassifier.Classify("stop please", unspecified));
        Assert.Equal(OptOut("courtesy"), TextClassifier.Classify("stop please", new([], [], [])));
        Assert.Equal(InboundKind.None, TextClassifier.Classify("stop please", Exact).Kind);
    }

    [Fact]
    public void Classify_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => TextClassifier.Classify(null!, CompiledKeywords.Default));
        Assert.Throws<ArgumentNullException>(() => TextClassifier.Classify("", null!));
    }

    [Fact]
    public void NormalizationWorks_WithUnicodeData_IsTrue() => Assert.True(UnicodeSupport.NormalizationWorks());

    private static void Repeat(string body, CompiledKeywords keywords)
    {
        for (var i = 0; i < 1000; i++)
        {
            TextClassifier.Classify(body, keywords);
        }
    }
}
