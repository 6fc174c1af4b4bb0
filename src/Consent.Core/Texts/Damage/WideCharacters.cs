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
        var zeros = nuls > 0 ? nuls : text.Count(Kept);
        if (zeros == 0)
        {
            return text;
        }

        var isWide = zeros > 1 && zeros * 2 >= text.Length - 1 && !text.ContainsAnyInRange('\u0100', '\uFFFC');
        if (isWide && AllAreAt(text, zero, remainder: 1))
        {
            return JoinPairs(text, highFirst: false, zero, origins);
        }

        if (isWide && AllAreAt(text, zero, remainder: 0))
        {
            return JoinPairs(text, highFirst: true, zero, origins);
        }

        return nuls > 0 ? WithoutNuls(text, origins) : text;
    }

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

    private static ReadOnlySpan<char> JoinPairs(ReadOnlySpan<char> text, bool highFirst, char zero, TextOrigins? origins)
    {
        var rewriter = new TextRewriter(text, origins);
        for (var i = 0; i + 1 < text.Length; i += 2)
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
