using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

public sealed class LanguageTagTests
{
    // Most are the examples of RFC 5646, appendix A.
    [Theory]
    [InlineData("de", "de"), InlineData("FR", "fr"), InlineData("es-mx", "es-MX"), InlineData("zh-hant", "zh-Hant")]
    [InlineData("zh-cmn-HANS-cn", "zh-cmn-Hans-CN"), InlineData("cmn-hans-CN", "cmn-Hans-CN"), InlineData("zh-yue-HK", "zh-yue-HK")]
    [InlineData("sr-LATN-rs", "sr-Latn-RS"), InlineData("sl-rozaj-BISKE", "sl-rozaj-biske"), InlineData("de-ch-1901", "de-CH-1901")]
    [InlineData("sl-IT-nedis", "sl-IT-nedis"), InlineData("hy-Latn-IT-arevela", "hy-Latn-IT-arevela"), InlineData("es-419", "es-419")]
    [InlineData("de-CH-X-Phonebk", "de-CH-x-phonebk"), InlineData("az-arab-X-AZE-derbend", "az-Arab-x-aze-derbend")]
    [InlineData("en-US-U-ISLAMCAL", "en-US-u-islamcal"), InlineData("zh-CN-a-myext-x-PRIVATE", "zh-CN-a-myext-x-private")]
    [InlineData("en-a-myext-b-ANOTHER", "en-a-myext-b-another"), InlineData("en-u-US-LATN", "en-u-us-latn"), InlineData("tlhx", "tlhx")]
    public void Canonical_OfATag_IsInTheRecommendedCase(string written, string canonical)
    {
        Assert.True(LanguageTag.IsWellFormed(written));
        Assert.Equal(canonical, LanguageTag.Canonical(written));
        Assert.Equal(canonical, LanguageTag.Canonical(canonical));
    }

    [Theory]
    [InlineData(""), InlineData(" "), InlineData("e"), InlineData("es_MX"), InlineData("es-"), InlineData("-es"), InlineData("es--MX")]
    [InlineData("es-M"), InlineData("de-419-DE"), InlineData("a-DE"), InlineData("abcdefghi"), InlineData("es-MX "), InlineData("es-MX\n")]
    [InlineData("x-whatever"), InlineData("i-klingon"), InlineData("12"), InlineData("español"), InlineData("e\u017F"), InlineData("\u212Ao")]
    [InlineData("en-a"), InlineData("en-x"), InlineData("en-u-x-a-bcdefghij"), InlineData("en-abcdefghi"), InlineData("+15557654321")]
    [InlineData("en-x-abcdefgh-abcdefgh-abcdefgh-abcd")]
    public void IsWellFormed_OfAnythingElse_IsFalse(string tag) => Assert.False(LanguageTag.IsWellFormed(tag));

    [Theory]
    [InlineData("es_MX", "es_MX"), InlineData("english", "english"), InlineData("", "(not a tag)"), InlineData("a b", "(not a tag)")]
    [InlineData("+15557654321", "(not a tag)"), InlineData("x-15557654", "(not a tag)"), InlineData("español", "(not a tag)")]
    public void Shown_OfWhatMayBeANumber_DoesNotRepeatIt(string tag, string shown) => Assert.Equal(shown, LanguageTag.Shown(tag));
}
