using System.Globalization;
using System.Text.RegularExpressions;

namespace Consent.Core.Registry;

/// <summary>Tags of languages, as RFC 5646 (BCP 47) writes them: es, es-MX, zh-Hant-TW.</summary>
internal static partial class LanguageTag
{
    /// <summary>The most characters of a tag, which RFC 5646 gives as enough.</summary>
    public const int MaxLength = 35;

    /// <summary>Whether a tag is well-formed and names a language; one for private use alone does not.</summary>
    public static bool IsWellFormed(string tag) => tag.Length <= MaxLength && WellFormed().IsMatch(tag);

    /// <summary>A well-formed tag with its letters in the case that RFC 5646 recommends.</summary>
    public static string Canonical(string tag)
    {
        var parts = tag.ToLowerInvariant().Split('-');

        // After a singleton nothing is a script or a region.
        for (var at = 1; at < parts.Length && parts[at].Length > 1; at++)
        {
            parts[at] = parts[at].Length switch
            {
                2 => parts[at].ToUpperInvariant(),
                4 when char.IsAsciiLetter(parts[at][0]) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(parts[at]),
                _ => parts[at],
            };
        }

        return string.Join('-', parts);
    }

    /// <summary>The tag itself if it looks like one; any other text may be a number, or too much to repeat.</summary>
    public static string Shown(string tag) => Showable().IsMatch(tag) && !LongNumber().IsMatch(tag) ? tag : "(not a tag)";

    // Language with extensions, script, region, variants, extensions, private use.
    [GeneratedRegex("""
        \A([A-Za-z]{2,3}(-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})
        (-[A-Za-z]{4})?
        (-([A-Za-z]{2}|[0-9]{3}))?
        (-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*
        (-[0-9A-WYZa-wyz](-[A-Za-z0-9]{2,8})+)*
        (-[Xx](-[A-Za-z0-9]{1,8})+)?\z
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex WellFormed();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z")]
    private static partial Regex Showable();

    [GeneratedRegex("[0-9]{5}")]
    private static partial Regex LongNumber();
}
