using Consent.Core.Texts;
using Consent.Core.Texts.Sentences;

namespace Consent.Core.Tests.Texts.Sentences;

public sealed class BrandNamesTests
{
    [Theory]
    [InlineData("stop Acme"), InlineData("STOP acme plumbing please"), InlineData("quit acme plumbing llc")]
    [InlineData("stop the acme texts"), InlineData("no more Acme"), InlineData("stop Acme's messages"), InlineData("acme stop")]
    [InlineData("remove me from Acme's list"), InlineData("opt out of acme"), InlineData("take me off acme")]
    [InlineData("stop WaterWorks"), InlineData("stop water works"), InlineData("stop water-works alerts")]
    public void Classify_StopAndTheName_IsOptOut(string body) =>
        Assert.Equal(InboundKind.OptOut, KindOf(body, "Acme Plumbing, LLC", "Water Works"));

    [Theory]
    [InlineData("stop bob and sons plumbing", "Bob & Sons Plumbing"), InlineData("stop Bob & Sons", "Bob and Sons, LLC")]
    [InlineData("stop bob&sons", "Bob & Sons"), InlineData("STOP to Acme", "Acme"), InlineData("stop for acme", "Acme Plumbing")]
    public void Classify_NameWithAndOrBehindTo_IsOptOut(string body, string name) =>
        Assert.Equal(InboundKind.OptOut, KindOf(body, name));

    [Theory]
    [InlineData("HELP ACME"), InlineData("help acme plumbing"), InlineData("Info Acme!")]
    public void Classify_HelpAndTheName_IsHelp(string body) => Assert.Equal(InboundKind.Help, KindOf(body, "Acme Plumbing, LLC"));

    [Theory]
    [InlineData("stop acme water from leaking"), InlineData("is Acme at the bus stop?"), InlineData("help acme find me")]
    [InlineData("don't stop Acme"), InlineData("Acme can't stop the leak"), InlineData("stop by Acme")]
    public void Classify_TheNameInAnotherSentence_IsNone(string body) =>
        Assert.Equal(InboundKind.None, KindOf(body, "Acme Plumbing, LLC"));

    [Theory]
    [InlineData("stop water", "Water LLC"), InlineData("stop water", "Water Works"), InlineData("stop leak", "The Leak Company")]
    [InlineData("stop green light", "Green Light Electric"), InlineData("stop by", "By Inc")]
    public void Classify_NameThatIsAWord_IsNoName(string body, string name) => Assert.Equal(InboundKind.None, KindOf(body, name));

    [Theory]
    [InlineData("stop acmes"), InlineData("stop acme\nthanks"), InlineData("stop Acme’s")]
    public void Classify_NameInOtherMarks_IsTheName(string body) =>
        Assert.Equal(InboundKind.OptOut, KindOf(body, "Acme Plumbing"));

    [Theory]
    [InlineData("stop acmeta the thing"), InlineData("stop acme'x")]
    public void Classify_LongerWord_IsNotTheName(string body) => Assert.NotEqual(InboundKind.OptOut, KindOf(body, "Acme"));

    [Theory]
    [InlineData(""), InlineData("  "), InlineData("!!!"), InlineData("Inc"), InlineData("the")]
    [InlineData("\uD83D"), InlineData("x")]
    public void Of_NameWithoutWords_IsNone(string name) => Assert.Null(BrandNames.Of([name, ""]));

    [Fact]
    public void Classify_NameOfAnyScript_IsTheName() => Assert.Equal(InboundKind.OptOut, KindOf("stop ÉLAN", "Élan"));

    [Fact]
    public void Classify_Exact_KnowsNoName() => Assert.Equal(
        InboundKind.None, TextClassifier.Classify("stop acme", new([], [], [], KeywordMatching.Exact, ["Acme"])).Kind);

    private static InboundKind KindOf(string body, params string[] names) =>
        TextClassifier.Classify(body, new([], [], [], names: names)).Kind;
}
