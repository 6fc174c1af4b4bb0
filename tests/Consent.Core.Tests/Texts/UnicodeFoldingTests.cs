using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts;

public sealed class UnicodeFoldingTests
{
    [Theory]
    [InlineData("ＳＴＯＰ"), InlineData("𝐒𝐓𝐎𝐏"), InlineData("Ⓢⓣⓞⓟ"), InlineData("🅂🅃🄾🄿"), InlineData("ſtop"), InlineData("ﬆop")]
    public void Classify_CompatibilityForms_AreLetters(string body) => Assert.Equal(InboundKind.OptOut, Kind(body));

    [Theory]
    [InlineData("\u200BSTOP"), InlineData("S\u200DT\u200CO\u2060P"), InlineData("\uFEFFstop"), InlineData("un\u00ADsubscribe")]
    [InlineData("\u202ASTOP\u202C"), InlineData("S\uFE0FT\uFE0FO\uFE0FP\uFE0F"), InlineData("ST\U000E0100OP")]
    [InlineData("ST\u034FOP"), InlineData("\uFFFESTOP"), InlineData("ST\uFFFEOP")]
    [InlineData("STOP\U000E0041"), InlineData("S\u180ETOP")]
    public void Classify_InvisibleCharacters_AreDropped(string body) => Assert.Equal(InboundKind.OptOut, Kind(body));

    [Theory]
    [InlineData('\u00A0'), InlineData('\u1680'), InlineData('\u2007'), InlineData('\u202F'), InlineData('\u3000')]
    [InlineData('\t')]
    [InlineData('\u2028'), InlineData('\u0085'), InlineData('\u2800'), InlineData('\u3164'), InlineData('\uFFA0')]
    [InlineData('\u115F')]
    public void Classify_AnyWhiteSpace_IsASpace(char space)
    {
        Assert.Equal(InboundKind.OptOut, Kind($"{space}stop{space}all{space}"));
        Assert.Equal(InboundKind.OptIn, TextClassifier.Classify($"yes{space}please", new([], ["yes please"], [])).Kind);
    }

    [Theory]
    [InlineData("ЅТОР"), InlineData("ѕтор"), InlineData("SТОР"), InlineData("stоp"), InlineData("ΕΝD"), InlineData("UNЅUBЅCRІBE")]
    [InlineData("Ѕ Т О Р"), InlineData("remoνe"), InlineData("qυit"), InlineData("СANCEL!"), InlineData("ЅΤОΡ")]
    [InlineData("oрt-оut")]
    public void Classify_LookAlikesInMixedOrWhollyAlikeWord_AreLatin(string body) => Assert.Equal(InboundKind.OptOut, Kind(body));

    [Theory]
    [InlineData("СТОК"), InlineData("столб"), InlineData("ΤΕΛΟΣ"), InlineData("שלום")]
    public void Classify_WordOfAnotherScript_IsNone(string body) => Assert.Equal(InboundKind.None, Kind(body));

    [Theory]
    [InlineData("arrêt"), InlineData("arre\u0302t"), InlineData("ŠTÖP"), InlineData("s\u0336t\u0336o\u0336p\u0336")]
    [InlineData("S⃣T⃣O⃣P⃣")]
    [InlineData("STOP\u0301\u0302\u0303\u0304\u0305"), InlineData("\u0301STOP"), InlineData("STOP´")]
    public void Classify_Accents_AreStripped(string body) => Assert.Equal(InboundKind.OptOut, Kind(body));

    [Theory]
    [InlineData("UNSUBSCRİBE"), InlineData("unsubscrıbe"), InlineData("QUİT"), InlineData("quıt")]
    public void Classify_TurkishI_IsAnI(string body) => Assert.Equal(InboundKind.OptOut, Kind(body));

    [Theory]
    [InlineData("\uD800"), InlineData("STOP\uD800"), InlineData("\uDC00STOP"), InlineData("STOP \uDE00\uD83D")]
    public void Classify_LoneSurrogatesAround_AreTrimmed(string body) =>
        Assert.Equal(body.Contains('S', StringComparison.Ordinal) ? InboundKind.OptOut : InboundKind.None, Kind(body));

    [Theory]
    [InlineData("STA\uD800RT"), InlineData("STA\uFFFDRT")]
    public void Classify_LoneSurrogateInside_IsNoLetterAndNotNothing(string body) => Assert.Equal(InboundKind.None, Kind(body));

    [Theory]
    [InlineData("हाँ", "हां"), InlineData("はい", "ばい"), InlineData("ใช่", "ใช")]
    public void Classify_MarkThatIsPartOfALetter_MakesAnotherWord(string keyword, string other)
    {
        var keywords = new CompiledKeywords([], [keyword], []);

        Assert.Equal(InboundKind.OptIn, TextClassifier.Classify(keyword, keywords).Kind);
        Assert.Equal(InboundKind.None, TextClassifier.Classify(other, keywords).Kind);
    }

    [Theory]
    [InlineData("stop \uFFFE é"), InlineData("stop ï¿¾ é")]
    public void Classify_NoncharacterOfTheByteOrderMark_DoesNotThrow(string body) =>
        Assert.NotEqual(InboundKind.Unspecified, Read(body).Kind);
}
