using System.Buffers;
using System.Globalization;
using System.Text;

namespace Consent.Core.Texts;

/// <summary>Makes plain text of what looks like it: NFKC without invisible characters, accents and look-alikes.</summary>
internal static class UnicodeFolding
{
    private const char EmojiSelector = '\uFE0F';

    // Scripts below write accents as marks; those above (Devanagari, Thai, kana) write parts of letters as marks.
    private const int FirstScriptOfLetterMarks = 0x0900;

    // Latin, Greek and Cyrillic letters that the first step leaves alone. No digits, which may be keycaps.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. " ',.?!", .. Enumerable.Range('A', 0x0530 - 'A').Where(IsPlainLetter).Select(c => (char)c)]);

    internal static string Fold(ReadOnlySpan<char> text)
    {
        var decomposed = ToVisible(text).Normalize(NormalizationForm.FormKD).ToCharArray();
        var plain = RemoveAccents(decomposed);
        LookAlikes.Fold(plain);
        return new string(plain).Normalize(NormalizationForm.FormC);
    }

    // Ill-formed Unicode, on which normalization throws, becomes U+FFFD, as it does in a transport.
    private static string ToVisible(ReadOnlySpan<char> text)
    {
        var visible = new StringBuilder(text.Length);
        Span<char> encoded = stackalloc char[2];
        while (true)
        {
            var plain = text.IndexOfAnyExcept(Plain);
            visible.Append(plain < 0 ? text : text[..plain]);
            if (plain < 0)
            {
                return visible.ToString();
            }

            text = text[plain..];
            Rune.DecodeFromUtf16(text, out var rune, out var length);
            text = text[length..];
            if (IsInvisible(rune))
            {
                continue;
            }

            if (Characters.IsLineBreak(rune))
            {
                visible.Append('\n');
            }
            else if (IsBlank(rune))
            {
                visible.Append(' ');
            }
            else if (FoldedLetters(rune.Value) is { } letters)
            {
                visible.Append(letters);
            }
            else
            {
                var shown = IsEmojiOfLetter(rune, text) ? Rune.ReplacementChar : rune;
                visible.Append(encoded[..shown.EncodeToUtf16(encoded)]);
            }
        }
    }

    private static Span<char> RemoveAccents(Span<char> decomposed)
    {
        var length = 0;
        Rune carrier = default;
        for (var i = 0; i < decomposed.Length;)
        {
            Rune.DecodeFromUtf16(decomposed[i..], out var rune, out var read);
            i += read;
            if (!Characters.IsMark(rune))
            {
                carrier = rune;
            }
            else if (carrier.Value < FirstScriptOfLetterMarks || !Rune.IsLetter(carrier))
            {
                continue;
            }

            length += rune.EncodeToUtf16(decomposed[length..]);
        }

        return decomposed[..length];
    }

    private static bool IsPlainLetter(int character) => char.IsLetter((char)character) && FoldedLetters(character) is null;

    private static bool IsInvisible(Rune rune) =>
        !rune.IsAscii
        && (rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or (>= 0x180B and <= 0x180F)
            || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format);

    // The fillers of Hangul and the empty Braille pattern show as a space, though their categories say otherwise.
    private static bool IsBlank(Rune rune) =>
        Rune.IsWhiteSpace(rune) || rune.Value is 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0;

    // Where folding case takes more than one letter for another, or a Turkish culture.
    private static string? FoldedLetters(int character) => character switch
    {
        'ß' => "ss",
        'ẞ' => "SS",
        'ı' => "i",
        _ => null,
    };

    // NFKC would make a letter or digit of these and so a longer word of the keyword before: ™, ℹ, 🈲, keycaps, Ⓜ️.
    private static bool IsEmojiOfLetter(Rune rune, ReadOnlySpan<char> next) =>
        rune.Value is '™' or 'ℹ' or (>= 0x1F200 and <= 0x1F2FF)
        || (next.StartsWith(EmojiSelector) && (Rune.IsDigit(rune) || rune.Value is 'Ⓜ' or '㊗' or '㊙'));
}
