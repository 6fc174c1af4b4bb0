using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts;

public sealed class WholeMessageTests
{
    [Theory]
    [InlineData("stop"), InlineData("stopall"), InlineData("unsubscribe"), InlineData("unsub"), InlineData("cancel")]
    [InlineData("end"), InlineData("quit"), InlineData("revoke"), InlineData("optout"), InlineData("remove")]
    [InlineData("arret"), InlineData("alto"), InlineData("parar"), InlineData("baja")]
    public void Classify_DefaultOptOutKeyword_IsOptOutAndNamesIt(string keyword) =>
        Assert.Equal(
            OptOut(keyword) with { OfAllNumbers = keyword == "stopall" },
            TextClassifier.Classify(keyword.ToUpperInvariant(), CompiledKeywords.Default));

    [Theory]
    [InlineData("start"), InlineData("unstop"), InlineData("nonarret"), InlineData("resubscribe")]
    public void Classify_DefaultOptInKeyword_IsOptInAndNamesIt(string keyword) =>
        Assert.Equal(
            new Classification(InboundKind.OptIn, keyword), TextClassifier.Classify($" {keyword}!", CompiledKeywords.Default));

    [Theory]
    [InlineData("help"), InlineData("info"), InlineData("aide"), InlineData("ayuda")]
    public void Classify_DefaultHelpKeyword_IsHelpAndNamesIt(string keyword) =>
        Assert.Equal(
            new Classification(InboundKind.Help, keyword), TextClassifier.Classify($"{keyword}?", CompiledKeywords.Default));

    [Theory]
    [InlineData("Unstoppable!"), InlineData("stops"), InlineData("STOP 2"), InlineData("2 stop"), InlineData("stop it")]
    [InlineData("STOP START"), InlineData("the end"), InlineData("yes"), InlineData("st0p"), InlineData("don't stop")]
    public void Classify_KeywordWithMoreThanItself_IsNone(string body) =>
        Assert.Equal(new Classification(InboundKind.None, ""), TextClassifier.Classify(body, Exact));

    [Theory]
    [InlineData(""), InlineData(" "), InlineData("\r\n"), InlineData("."), InlineData("?!"), InlineData("👍"), InlineData("\0")]
    public void Classify_NothingButPunctuation_IsNone(string body) => Assert.Equal(InboundKind.None, Kind(body));

    [Theory]
    [InlineData("\"STOP\""), InlineData("'stop'"), InlineData("“Stop”"), InlineData("«stop»"), InlineData("(STOP)")]
    [InlineData("*stop*"), InlineData("STOP!!!"), InlineData("...stop..."), InlineData("¡Alto!"), InlineData("STOP😡")]
    [InlineData("👋🏽 stop 👨‍👩‍👧"), InlineData("🛑 STOP 🛑"), InlineData("「stop」")]
    [InlineData("STOP\0"), InlineData("- stop -"), InlineData("_stop_"), InlineData("~stop~"), InlineData("#stop")]
    [InlineData("STOP 🇺🇸"), InlineData("STOP ❤️"), InlineData("STOP 1️⃣"), InlineData("STOP™"), InlineData("STOP 🈲")]
    [InlineData("STOP 🈀"), InlineData("STOP Ⓜ\uFE0F"), InlineData("STOP ㊗\uFE0F"), InlineData("STOP ㊙\uFE0F")]
    public void Classify_OptOutBetweenPunctuationOrEmoji_IsOptOut(string body) => Assert.Equal(InboundKind.OptOut, Kind(body));

    [Theory]
    [InlineData("S T O P"), InlineData("s.t.o.p."), InlineData("s-t-o-p"), InlineData("opt‐out"), InlineData("opt — out")]
    [InlineData("opt−out"), InlineData("UN-SUBSCRIBE"), InlineData("S　T　O　P"), InlineData("STOP\nALL"), InlineData("s。t。o。p")]
    [InlineData("Opt.Out"), InlineData("o p t  o u t")]
    public void Classify_OptOutWithSpacesHyphensAndStopsInside_IsOptOut(string body) =>
        Assert.Equal(InboundKind.OptOut, Kind(body));

    [Theory]
    [InlineData("s_t_o_p"), InlineData("s,t,o,p"), InlineData("s/t/o/p"), InlineData("s😀t😀o😀p"), InlineData("opt+out")]
    public void Classify_OptOutWithOtherSignsInside_IsNone(string body) => Assert.Equal(InboundKind.None, Kind(body));

    [Theory]
    [InlineData("S T A R T"), InlineData("un-stop"), InlineData("un stop"), InlineData("Non. Arrêt"), InlineData("re-subscribe")]
    [InlineData("H E L P"), InlineData("in.fo")]
    public void Classify_OptInOrHelpInPieces_IsNone(string body) => Assert.Equal(InboundKind.None, Kind(body));

    [Theory]
    [InlineData("🛑", "🛑"), InlineData("🚫", "🚫"), InlineData("🛑\uFE0F", "🛑"), InlineData(" 🚫\n", "🚫"), InlineData("🛑!", "🛑")]
    [InlineData("🛑\nSent from my iPhone", "🛑")]
    public void Classify_SingleStopSign_IsOptOut(string body, string matched) =>
        Assert.Equal(OptOut(matched), TextClassifier.Classify(body, CompiledKeywords.Default));

    [Theory]
    [InlineData("🛑🛑"), InlineData("🛑👍"), InlineData("🚫 🛑"), InlineData("⛔"), InlineData("✋"), InlineData("🛑 please")]
    public void Classify_StopSignWithOthersOrAnotherSign_IsNone(string body) => Assert.Equal(InboundKind.None, Kind(body));
}
