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

    [Theory]
    [InlineData("\nBest regards,\nJohn Smith"), InlineData("\nBest,\nJohn"), InlineData("\n\nThanks!\nJane\n555-123-4567")]
    [InlineData("\nCordialement,\nJean Dupont"), InlineData("\nSaludos,\nJuan Pérez"), InlineData("\nС уважением,\nИван Петров")]
    [InlineData("\nMit freundlichen Grüßen\nHans Müller"), InlineData("\nTrân trọng,\nNguyễn Văn A"), InlineData("\n谢谢\n王伟")]
    [InlineData("\n감사합니다\n김철수"), InlineData("\nتحياتي\nمحمد"), InlineData("\nJohn and Mary"), InlineData("\nJohn & Mary")]
    [InlineData("\nJohn Smith\nACME LLC"), InlineData("\nJohn Smith\nOwner"), InlineData("\njohn smith"), InlineData("\njohn")]
    [InlineData("\n王伟"), InlineData("\n李小龙"), InlineData("\n김철수"), InlineData("\n김 철수"), InlineData("\nمحمد علي"), InlineData("\nИван")]
    [InlineData("\nОтправлено с iPhone"), InlineData("\n发自我的iPhone"), InlineData("\n나의 iPhone에서 보냄")]
    [InlineData("\nEnviado desde mi iPhone"), InlineData("\nEnvoyé de mon iPhone"), InlineData("\nVon meinem iPhone gesendet")]
    [InlineData("\nInviato da iPhone"), InlineData("\nEnviado do meu iPhone"), InlineData("\nGửi từ iPhone của tôi")]
    [InlineData("\nتم الإرسال من الـ iPhone"), InlineData("\nIpinadala mula sa aking iPhone"), InlineData("\nVoye soti nan iPhone mwen")]
    [InlineData(" - John Smith"), InlineData(", John"), InlineData(" -John"), InlineData(" — Zoltan Kowalski"), InlineData(" -- Jane")]
    public void Classify_AnyDefaultKeywordAboveSignature_IsOptOut(string signature)
    {
        foreach (var keyword in DefaultKeywords.OptOut)
        {
            Assert.True(Kind(keyword + signature) == InboundKind.OptOut, keyword);
            Assert.True(Kind(keyword.ToUpperInvariant() + signature) == InboundKind.OptOut, keyword);
        }

        foreach (var keyword in DefaultKeywords.OptIn)
        {
            Assert.False(Read(keyword + signature).Kind is InboundKind.OptIn or InboundKind.OptOut, keyword);
        }
    }

    [Theory]
    [InlineData("cancel\nzoltan kowalski"), InlineData("END\nzoltan kowalski")]
    public void Classify_UnknownNameInSmallLetters_IsDoubtful(string body) =>
        Assert.Equal(InboundKind.PossibleOptOut, Read(body).Kind);

    [Theory]
    [InlineData("Cancel\nTuesday works better"), InlineData("Cancel\nTuesday"), InlineData("cancel\nmy 3pm"), InlineData("cancel\njune")]
    [InlineData("cancel\nappointment"), InlineData("Cancel\nAppointment"), InlineData("Cancel\nReschedule"), InlineData("Cancel - Tuesday"), InlineData("cancel, reschedule"), InlineData("cancel - Haircut")]
    [InlineData("cancel\njohn tomorrow"), InlineData("停止\n服务"), InlineData("Remove\nold carpet"), InlineData("cancel, my 3pm")]
    [InlineData("Remove\nJohn Smith\nMary Jones"), InlineData("cancel\nhaircut"), InlineData("Can you stop by\nJohn")]
    public void Classify_ObjectBelowAKeyword_IsNone(string body) => Assert.Equal(InboundKind.None, Read(body).Kind);
}
