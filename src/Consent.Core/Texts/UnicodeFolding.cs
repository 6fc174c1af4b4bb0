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

    internal static ReadOnlySpan<char> Fold(ReadOnlySpan<char> text, TextOrigins? origins) =>
        QuickFolding.TryFold(text, origins, out var folded) ? folded : FoldFully(text, origins);

    internal static ReadOnlySpan<char> FoldFully(ReadOnlySpan<char> text, TextOrigins? origins)
    {
        var visible = ToVisible(text, origins).ToString();
        var decomposed = visible.Normalize(NormalizationForm.FormKD).ToCharArray();
        if (origins is not null)
        {
            FoldedOrigins.Decompose(origins, visible, decomposed.Length);
        }

        var plain = RemoveAccents(decomposed, origins);
        LookAlikes.Fold(plain);
        var composed = new string(plain).Normalize(NormalizationForm.FormC);
        if (origins is not null)
        {
            FoldedOrigins.Compose(origins, plain.Length, composed);
        }

        return composed;
    }

    // Ill-formed Unicode, on which normalization throws, becomes U+FFFD, as it does in a transport.
    private static ReadOnlySpan<char> ToVisible(ReadOnlySpan<char> text, TextOrigins? origins)
    {
        var visible = new TextRewriter(text, origins);
        Span<char> shown = stackalloc char[2];
        for (var at = 0; at < text.Length;)
        {
            var plain = text[at..].IndexOfAnyExcept(Plain);
            if (plain < 0)
            {
                break;
            }

            at += plain;
            Rune.DecodeFromUtf16(text[at..], out var rune, out var length);
            if (StyledLetters.IsRegional(rune))
            {
                at = ShowRegional(ref visible, text, at);
                continue;
            }

            var written = Show(rune, text, at, length, shown);
            if (!shown[..written].SequenceEqual(text.Slice(at, length)))
            {
                visible.Replace(at, at + length, shown[..written]);
            }

            at += length;
        }

        return visible.Finish();
    }

    private static int Show(Rune rune, ReadOnlySpan<char> text, int at, int length, Span<char> shown)
    {
        if (IsInvisible(rune))
        {
            return 0;
        }

        if (Characters.IsLineBreak(rune))
        {
            shown[0] = '\n';
            return 1;
        }

        if (IsBlank(rune))
        {
            shown[0] = ' ';
            return 1;
        }

        if (FoldedLetters(rune.Value) is { } letters)
        {
            letters.CopyTo(shown);
            return letters.Length;
        }

        var after = text[(at + length)..];
        if (StyledLetters.Of(rune) is { } letter || (StyledLetters.OfBlack(rune, text[..at], after) is { } black && (letter = black) > 0))
        {
            shown[0] = letter;
            return 1;
        }

        // Normalization throws on the byte order mark's mirror image.
        return (IsEmojiOfLetter(rune, after) || rune.Value == '\uFFFE' ? Rune.ReplacementChar : rune).EncodeToUtf16(shown);
    }

    // Flags are no letters, but one letter of them is, and so is a keyword.
    private static int ShowRegional(ref TextRewriter visible, ReadOnlySpan<char> text, int at)
    {
        Span<char> letters = stackalloc char[16];
        var (count, end) = (0, at);
        while (end < text.Length)
        {
            Rune.DecodeFromUtf16(text[end..], out var rune, out var length);
            if (!StyledLetters.IsRegional(rune))
            {
                break;
            }

            if (count < letters.Length)
            {
                letters[count] = char.ToLowerInvariant(StyledLetters.OfRegional(rune));
            }

            count++;
            end += length;
        }

        if (count == 1 || (count <= letters.Length && KeywordTable.Defaults.TryFindOptOut(letters[..count], out _)))
        {
            for (var i = 0; i < count; i++)
            {
                visible.Replace(at + (2 * i), at + (2 * i) + 2, [char.ToUpperInvariant(letters[i])]);
            }
        }

        return end;
    }

    private static Span<char> RemoveAccents(Span<char> decomposed, TextOrigins? origins)
    {
        var kept = origins is null ? null : new List<Origin>(decomposed.Length);
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

            for (var from = i - read; kept is not null && from < i; from++)
            {
                kept.Add(origins![from, from + 1]);
            }

            length += rune.EncodeToUtf16(decomposed[length..]);
        }

        origins?.Replace([.. kept!]);
        return decomposed[..length];
    }

    private static bool IsPlainLetter(int character) =>
        char.IsLetter((char)character) && FoldedLetters(character) is null && !StyledLetters.Contains(character);

    // U+FFFE is a byte order mark read backwards, on which normalization throws.
    private static bool IsInvisible(Rune rune) =>
        !rune.IsAscii
        && (rune.Value is 0xFFFE or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or (>= 0x180B and <= 0x180F)
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
