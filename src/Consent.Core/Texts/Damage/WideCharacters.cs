namespace Consent.Core.Texts.Damage;

/// <summary>Text of two bytes a character that was read as one byte a character: a NUL stands between the letters.</summary>
internal static class WideCharacters
{
    // In a body as it is kept, NULs are U+FFFD.
    private const char Kept = '\uFFFD';

    internal static ReadOnlySpan<char> Join(ReadOnlySpan<char> text, TextOrigins? origins)
    {
        var nuls = text.Count('\0');
        var zero = nuls > 0 ? '\0' : Kept;
        var mark = LengthOfMark(text, nuls > 0);
        var zeros = text[mark..].Count(zero);
        if (zeros == 0)
        {
            return text;
        }

        var isWide = zeros > 1 && zeros * 2 >= text.Length - mark - 1 && !text[mark..].ContainsAnyInRange('\u0100', '\uFFFC');
        if (isWide && AllAreAt(text[mark..], zero, remainder: 1))
        {
            return JoinPairs(text, mark, highFirst: false, zero, origins);
        }

        if (isWide && AllAreAt(text[mark..], zero, remainder: 0))
        {
            return JoinPairs(text, mark, highFirst: true, zero, origins);
        }

        return nuls > 0 ? WithoutNuls(text, origins) : text;
    }

    // The mark of the bytes' order, read as Latin-1 or as bytes that are no character.
    private static int LengthOfMark(ReadOnlySpan<char> text, bool hasNuls) =>
        text is ['\u00FE', '\u00FF', ..] or ['\u00FF', '\u00FE', ..] || (hasNuls && text is [Kept, Kept, ..]) ? 2 : 0;

    private static bool AllAreAt(ReadOnlySpan<char> text, char zero, int remainder)
    {
        for (var i = 1 - remainder; i < text.Length; i += 2)
        {
            if (text[i] == zero)
            {
                return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<char> JoinPairs(
        ReadOnlySpan<char> text, int mark, bool highFirst, char zero, TextOrigins? origins)
    {
        var rewriter = new TextRewriter(text, origins);
        rewriter.Replace(0, mark, []);
        for (var i = mark; i + 1 < text.Length; i += 2)
        {
            var (high, low) = highFirst ? (text[i], text[i + 1]) : (text[i + 1], text[i]);
            rewriter.Replace(i, i + 2, [high == zero ? low : (char)((high << 8) | low)]);
        }

        if (text.Length % 2 == 1 && text[^1] == zero)
        {
            rewriter.Replace(text.Length - 1, text.Length, []);
        }

        return rewriter.Finish();
    }

    private static ReadOnlySpan<char> WithoutNuls(ReadOnlySpan<char> text, TextOrigins? origins)
    {
        var rewriter = new TextRewriter(text, origins);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0')
            {
                rewriter.Replace(i, i + 1, []);
            }
        }

        return rewriter.Finish();
    }
}
