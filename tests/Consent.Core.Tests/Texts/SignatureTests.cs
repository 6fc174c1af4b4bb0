using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts;

public sealed class SignatureTests
{
    [Theory]
    [InlineData("STOP\n\nJane"), InlineData("Stop\nJohn Smith"), InlineData("STOP\nMary Jane Watson"), InlineData("stop\nÉlodie")]
    [InlineData("STOP\nSent from my iPhone"), InlineData("STOP\nsent from Yahoo Mail"), InlineData("STOP\n(Sent from my car)")]
    [InlineData("STOP\nGet Outlook for iOS"), InlineData("STOP\n- Jane"), InlineData("STOP\n-jane"), InlineData("STOP\n— jane")]
    [InlineData("STOP\n~jane"), InlineData("STOP\n~ the whole smith family"), InlineData("STOP.\n\n  *Jane* 👍\n\n")]
    [InlineData("STOP\n--\nJane"), InlineData("opt out\nJane O'Neil"), InlineData("OPT\nOUT\nJane"), InlineData("stop\nJ. Smith")]
    [InlineData("STOP\nJane\u00A0Smith"), InlineData("STOP\nJane\tSmith")]
    public void Classify_OptOutAboveSignature_IsOptOut(string body) => Assert.Equal(InboundKind.OptOut, Kind(body));

    [Theory]
    [InlineData("\n"), InlineData("\r\n"), InlineData("\r"), InlineData("\u0085"), InlineData("\u2028"), InlineData("\u2029")]
    [InlineData("\v"), InlineData("\f"), InlineData(" \r\n \r\n ")]
    public void Classify_AnyLineBreakBeforeSignature_IsOptOut(string lineBreak) =>
        Assert.Equal(OptOut("stop"), TextClassifier.Classify($"Stop{lineBreak}Jane", CompiledKeywords.Default));

    [Theory]
    [InlineData("Cancel\nmy appointment"), InlineData("Cancel\nMy appointment"), InlineData("End\nof month")]
    [InlineData("STOP\n12345")]
    [InlineData("STOP\nJane Mary Ann Smith"), InlineData("STOP\nGetting Outlook fixed"), InlineData("STOP\nSentimental from me")]
    [InlineData("STOP Jane"), InlineData("Jane\nSTOP"), InlineData("STOP\nJane\nSmith"), InlineData("Hello\nJane")]
    public void Classify_LineThatIsNoSignature_IsNone(string body) => Assert.Equal(InboundKind.None, Kind(body));

    [Theory]
    [InlineData("STOP\nStart"), InlineData("STOP\nHelp"), InlineData("STOP\nStop"), InlineData("STOP\n- start")]
    [InlineData("STOP\nOpt Out")]
    [InlineData("STOP\nStart Me"), InlineData("STOP\nMe Start!")]
    public void Classify_SignatureThatIsAKeyword_IsNone(string body) => Assert.Equal(InboundKind.None, Kind(body));

    [Fact]
    public void Classify_SignatureThatIsTheAccountsKeyword_IsNone() =>
        Assert.Equal(InboundKind.None, TextClassifier.Classify("STOP\nYes", new([], ["yes"], [], KeywordMatching.Exact)).Kind);

    [Theory]
    [InlineData("START\nJane"), InlineData("HELP\nJane"), InlineData("START\nSent from my iPhone"), InlineData("START\n- Jane")]
    public void Classify_OptInOrHelpAboveSignature_IsNone(string body) => Assert.Equal(InboundKind.None, Kind(body));
}
