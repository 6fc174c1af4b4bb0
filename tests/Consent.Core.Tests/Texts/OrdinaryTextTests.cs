using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts;

public sealed class OrdinaryTextTests
{
    private const int Count = 10_000;

    /// <summary>A false opt-out silences a customer who asked for nothing of the kind: at most one text in a thousand.</summary>
    [Fact]
    public void Classify_OrdinaryTexts_HardlyEverOptOut()
    {
        var optOuts = OrdinaryTexts.Take(Count).Where(body => Read(body).Kind == InboundKind.OptOut).ToArray();

        Assert.True(optOuts.Length <= Count / 1000, string.Join('\n', optOuts));
    }
}
