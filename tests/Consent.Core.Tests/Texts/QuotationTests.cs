using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts;

public sealed class QuotationTests
{
    public static TheoryData<string> Reactions { get; } =
    [
        "Liked “", "Loved “", "Disliked “", "Laughed at “", "Emphasized “", "Emphasised “", "Questioned “", "Reacted 👍 to “",
        "Reacted with ❤️ to “", "Removed a like from “", "Removed an exclamation from “", "Removed a 👍 reaction from “",
    ];

    [Theory]
    [InlineData("> STOP"), InlineData(">STOP"), InlineData("  > STOP"), InlineData(">> STOP\n> STOP")]
    [InlineData("> STOP\nThanks!")]
    public void Classify_KeywordInQuotedLine_IsNone(string body) => Assert.Equal(InboundKind.None, Kind(body));

    [Theory]
    [InlineData("STOP\n> Reply STOP to opt out"), InlineData("> Reply START to come back\r\nSTOP")]
    [InlineData("> a\n\nSTOP\n\n> b\n> c")]
    public void Classify_KeywordBesideQuotedLines_IsOptOut(string body) => Assert.Equal(InboundKind.OptOut, Kind(body));

    [Theory]
    [InlineData("Speak to “Jane”\nSTOP"), InlineData("Take it from “Jane”\nSTOP"), InlineData("Reacted badly “Jane”\nSTOP")]
    [InlineData("Removed all “Jane”\nSTOP")]
    public void Classify_KeywordBelowAQuoteOfTheCustomersOwn_IsNone(string body) => Assert.Equal(InboundKind.None, Kind(body));

    [Fact]
    public void Classify_QuoteAfterAReaction_IsNoPartOfIt() => Assert.Equal(InboundKind.OptOut, Kind("Liked “our text”\nSTOP ”"));

    [Fact]
    public void Classify_KeywordBelowManyReactionsThatAreCutOff_IsOptOut() =>
        Assert.Equal(InboundKind.OptOut, Kind(string.Concat(Enumerable.Repeat("Liked “Reply HELP…\n", 20)) + "STOP"));

    [Fact]
    public void Classify_KeywordInManyReactionsThatAreCutOff_IsNone() =>
        Assert.Equal(InboundKind.None, Kind(string.Concat(Enumerable.Repeat("Liked “STOP…\n", 20))));

    [Theory]
    [MemberData(nameof(Reactions))]
    public void Classify_KeywordInReaction_IsNone(string reaction) => Assert.Equal(InboundKind.None, Kind(reaction + "STOP”"));

    [Theory]
    [MemberData(nameof(Reactions))]
    public void Classify_KeywordBesideReaction_IsOptOut(string reaction) =>
        Assert.Equal(InboundKind.OptOut, Kind(reaction + "Reply HELP”\nSTOP"));

    [Theory]
    [MemberData(nameof(Reactions))]
    public void Classify_KeywordBesideReactionInStraightQuotes_IsOptOut(string reaction) =>
        Assert.Equal(InboundKind.OptOut, Kind(reaction.Replace('“', '"') + "Reply HELP\"\nSTOP"));

    [Theory]
    [InlineData("Liked “one\ntwo\nthree” STOP"), InlineData("STOP\nLiked “one\ntwo”"), InlineData("Liked “a”\nLoved “b”\nSTOP")]
    [InlineData("Liked \"one\n\ntwo\"\nSTOP"), InlineData("Liked \"hi\" stop"), InlineData("Liked\u00A0“hi”\u2028STOP")]
    public void Classify_KeywordBesideReactionAcrossLines_IsOptOut(string body) => Assert.Equal(InboundKind.OptOut, Kind(body));

    [Theory]
    [InlineData("Liked “Reply “STOP” to opt out”\nSTOP"), InlineData("Liked \"Reply \"HELP\" for help\"\nSTOP")]
    [InlineData("Liked “Hi,\n“HELP”\nhelps”\nSTOP")]
    public void Classify_ReactionToQuotesInOurText_IsDroppedWhole(string body) => Assert.Equal(InboundKind.OptOut, Kind(body));

    [Theory]
    [InlineData("Liked \"Reply \"STOP\"\""), InlineData("Liked “Reply “STOP””"), InlineData("Liked “Reply\nSTOP")]
    [InlineData("Liked \"\nSTOP")]
    public void Classify_KeywordAtTheEndOfReaction_IsNone(string body) => Assert.Equal(InboundKind.None, Kind(body));

    [Theory]
    [InlineData("“STOP”"), InlineData("\"stop\""), InlineData("\"STOP"), InlineData("”STOP“")]
    public void Classify_QuotesWithoutReaction_AreKept(string body) => Assert.Equal(InboundKind.OptOut, Kind(body));

    [Theory]
    [InlineData("I liked \"hi\"\nSTOP"), InlineData("Liked it\nSTOP"), InlineData("Removed “hi”\nSTOP")]
    public void Classify_LineThatOnlyResemblesReaction_IsKept(string body) => Assert.Equal(InboundKind.None, Kind(body));
}
