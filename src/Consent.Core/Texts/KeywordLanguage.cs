using System.Collections.Frozen;

namespace Consent.Core.Texts;

/// <summary>The language of a keyword, or of a rule that reads one language, for the reply to it.</summary>
public static class KeywordLanguage
{
    // Keywords that several languages share are under the one that more customers speak.
    private static readonly (string Tag, string Rule, string[] Keywords)[] Languages =
    [
        ("fr", "french", ["arret", "nonarret", "aide", "désabonner", "désabonnement"]),
        ("es", "spanish", ["alto", "parar", "baja", "ayuda", "desuscribir", "desuscribirme"]),
        ("pt", "portuguese", ["descadastrar"]),
        ("de", "german", ["stopp"]),
        ("it", "italian", []),
        ("zh", "chinese", ["退订", "退訂", "取消订阅", "取消訂閱", "停止"]),
        ("ko", "korean", ["수신거부", "중지"]),
        ("vi", "vietnamese", ["hủy đăng ký", "huy dang ky"]),
        ("ar", "arabic", ["توقف", "إيقاف", "إلغاء الاشتراك"]),
        ("ru", "russian", ["стоп", "отписаться"]),
        ("tl", "tagalog", ["itigil"]),
        ("ht", "haitian-creole", ["sispann"]),
    ];

    private static readonly FrozenDictionary<string, string> Tags = Languages
        .SelectMany(language => language.Keywords.Select(keyword => KeywordForm.Of(keyword).Core).Prepend(language.Rule),
            (language, matched) => KeyValuePair.Create(matched, language.Tag))
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Gets the BCP 47 tags of the languages other than English in which texts are read.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Languages.Select(language => language.Tag)];

    /// <summary>
    /// The BCP 47 tag of the language of what a text matched (<see cref="Classification.Matched"/>); empty where that names
    /// none: STOP is understood in every language.
    /// </summary>
    public static string Of(string matched) => Tags.GetValueOrDefault(matched, "");
}
