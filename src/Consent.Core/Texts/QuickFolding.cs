using System.Buffers;

namespace Consent.Core.Texts;

/// <summary>Folds a text of which each character is folded by itself, as most are: without Unicode's normalization.</summary>
internal static class QuickFolding
{
    private const char None = '\0';
    private const int End = 0x1F00;

    private static readonly char[] ByCharacter = FoldEach();

    // What folding leaves alone wherever it stands: punctuation, Arabic letters without marks, Chinese and Korean.
    private static readonly SearchValues<char> Settled = SearchValues.Create(
    [
        .. Enumerable.Range(1, End - 1).Select(code => (char)code).Where(c => ByCharacter[c] == c),
        .. "\u060C\u061B\u061F\u0621\u2013\u2014\u2018\u2019\u201A\u201C\u201D\u201E\u2022\u2039\u203A\u20AC\u3001\u3002\uFFFC\uFFFD",
        .. Between('\u0627', '\u063A'),
        .. Between('\u0641', '\u064A'),
        .. Between('\u4E00', '\u9FFF'),
        .. Between('\uAC00', '\uD7A3'),
    ]);

    /// <summary>False, and nothing done, where a character may be folded together with those beside it.</summary>
    internal static bool TryFold(ReadOnlySpan<char> text, TextOrigins? origins, out ReadOnlySpan<char> folded)
    {
        folded = default;
        var rewriter = new TextRewriter(text, origins);
        for (var at = 0; at < text.Length;)
        {
            var next = text[at..].IndexOfAnyExcept(Settled);
            if (next < 0)
            {
                break;
            }

            at += next;
            if (IsPicture(text[at..]))
            {
                at += 2;
                continue;
            }

            if (text[at] >= End || ByCharacter[text[at]] == None)
            {
                return false;
            }

            rewriter.Replace(at, at + 1, [ByCharacter[text[at]]]);
            at++;
        }

        folded = rewriter.Finish();
        return true;
    }

    // From U+1F300 to U+1FAFF.
    private static bool IsPicture(ReadOnlySpan<char> text) =>
        text is [>= '\uD83C' and <= '\uD83E', >= '\uDC00' and <= '\uDFFF', ..]
        && char.ConvertToUtf32(text[0], text[1]) is >= 0x1F300 and <= 0x1FAFF;

    // Latin letters and what else becomes a single character; the scripts between may be folded by the word.
    private static char[] FoldEach()
    {
        var folded = new char[End];
        foreach (var c in Between('\u0001', '\u017F').Concat(Between('\u1E00', '\u1EFF')))
        {
            if (UnicodeFolding.FoldFully([c], null) is [var single])
            {
                folded[c] = single;
            }
        }

        return folded;
    }

    private static IEnumerable<char> Between(char first, char last) =>
        Enumerable.Range(first, last - first + 1).Select(code => (char)code);
}
