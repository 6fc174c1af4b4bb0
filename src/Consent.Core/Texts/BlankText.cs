using System.Globalization;
using System.Text;

namespace Consent.Core.Texts;

/// <summary>A text in which nothing can be seen.</summary>
public static class BlankText
{
    public static bool Is(string text) => !text.EnumerateRunes().Any(IsVisible);

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        // Others have their own reason.
        UnicodeCategory.Control => rune.Value is not ('\n' or '\r'),
        UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.EnclosingMark => false,
        // The fillers of Hangul and the blank of braille are letters and a symbol to Unicode.
        _ => rune.Value is not (0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0),
    };
}
