using Consent.Core.Texts;
using Consent.Core.Numbers;
using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

public sealed class CompiledAccountTests
{
    private static readonly Account Acme = new() { Id = AccountId.Parse("acme"), DisplayName = "Acme" };

    [Fact]
    public void Keywords_ExactWithoutAnyOfItsOwn_AreShared() => Assert.Same(
        CompiledAccount.Of(Acme with { KeywordMatching = KeywordMatching.Exact }).Keywords,
        CompiledAccount.Of(Acme with { KeywordMatching = KeywordMatching.Exact, DisplayName = "Other" }).Keywords);

    [Theory]
    [InlineData("stop acme", InboundKind.OptOut), InlineData("stop zap messenger", InboundKind.OptOut)]
    [InlineData("stop zappo", InboundKind.PossibleOptOut)]
    public void Keywords_OfAnAccount_KnowItsNames(string text, InboundKind kind) => Assert.Equal(
        kind, TextClassifier.Classify(text, CompiledAccount.Of(Acme with { ProductName = "Zap Messenger" }).Keywords).Kind);

    [Theory]
    [InlineData("go away", InboundKind.OptOut)]
    [InlineData("yes", InboundKind.OptIn)]
    [InlineData("what?", InboundKind.Help)]
    [InlineData("STOP", InboundKind.OptOut)]
    [InlineData("please stop texting me", InboundKind.None)]
    public void Keywords_OfAnAccount_ReadItsTexts(string text, InboundKind kind)
    {
        var settings = CompiledAccount.Of(Acme with
        {
            KeywordMatching = KeywordMatching.Exact,
            Keywords = new OwnKeywords { OptOut = ["go away"], OptIn = ["yes"], Help = ["what"] },
        });

        Assert.Equal(kind, TextClassifier.Classify(text, settings.Keywords).Kind);
    }

    [Fact]
    public void Keywords_ExactWithoutItsOwn_ReadNoSentences() => Assert.Equal(
        InboundKind.None,
        TextClassifier.Classify(
            "please stop texting me", CompiledAccount.Of(Acme with { KeywordMatching = KeywordMatching.Exact }).Keywords).Kind);
}
