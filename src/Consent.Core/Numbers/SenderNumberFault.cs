using System.Globalization;
using System.Text;

namespace Consent.Core.Numbers;

/// <summary>Why a text is no sender number, in words that repeat at most one character of it.</summary>
public static class SenderNumberFault
{
    // Letters from here on may look like Latin ones.
    private const int AfterLatin = 0x250;

    /// <summary>What is wrong with the text, to follow the field's name: "has 'é' at character 3".</summary>
    public static string Of(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!SenderNumber.IsOfTheAlphabet(text[index]))
            {
                return Has(text, index);
            }
        }

        return text switch
        {
            "" => "is empty",
            [' ', ..] => "begins with a space",
            [.., ' '] => "ends with a space",
            ['+', .. var digits] when digits.All(char.IsAsciiDigit) => digits.StartsWith('0')
                ? "has a 0 after the plus sign"
                : string.Create(CultureInfo.InvariantCulture, $"has {digits.Length} digits after the plus sign"),
            _ when text.All(char.IsAsciiDigit) => string.Create(CultureInfo.InvariantCulture, $"has {text.Length} digits"),
            _ when !text.Any(char.IsAsciiLetter) => "has no letter, and is no number",
            _ => string.Create(CultureInfo.InvariantCulture, $"has {text.Length} characters"),
        };
    }

    /// <summary>Names one character of a text, and its place as people count.</summary>
    internal static string Has(string text, int index)
    {
        var place = text[..index].EnumerateRunes().Count() + 1;
        var name = Rune.TryGetRuneAt(text, index, out var rune) ? Name(rune) : "half of a character";
        return string.Create(CultureInfo.InvariantCulture, $"has {name} at character {place}");
    }

    private static string Name(Rune rune)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
        return !IsSeenAlone(rune) ? code : rune.Value < AfterLatin ? $"'{rune}'" : $"'{rune}' ({code})";
    }

    private static bool IsSeenAlone(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark => false,

        // The fillers of Hangul and the blank of braille are letters and a symbol to Unicode.
        _ => rune.Value is not (0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0),
    };
}
