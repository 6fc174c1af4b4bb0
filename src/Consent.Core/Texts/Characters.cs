using System.Buffers;
using System.Globalization;
using System.Text;

namespace Consent.Core.Texts;

/// <summary>Classes of characters that several rules share.</summary>
internal static class Characters
{
    internal static readonly SearchValues<char> LineBreaks = SearchValues.Create("\n\r\v\f\u0085\u2028\u2029");

    internal static bool IsLineBreak(Rune rune) => rune.IsBmp && LineBreaks.Contains((char)rune.Value);

    // The minus sign is a symbol to Unicode.
    internal static bool IsHyphen(Rune rune) =>
        rune.IsAscii
            ? rune.Value == '-'
            : rune.Value == '−' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation;

    internal static bool IsFullStop(Rune rune) => rune.Value is '.' or '。' or '۔';

    internal static bool IsMark(Rune rune) =>
        !rune.IsAscii
        && Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Folds case without a culture; by way of the upper case, so that both forms of a Greek sigma are one.</summary>
    internal static Rune FoldCase(Rune rune) =>
        rune.IsAscii ? Rune.ToLowerInvariant(rune)
            : IsCaseless(rune) ? rune
            : Rune.ToLowerInvariant(Rune.ToUpperInvariant(rune));

    // The scripts from Hebrew to Burmese, those of East Asia, and Korean: it is slow to ask for their cases.
    private static bool IsCaseless(Rune rune) =>
        rune.Value is (>= 0x0590 and < 0x10A0) or (>= 0x2E80 and < 0xA640) or (>= 0xAC00 and < 0xD800);
}
