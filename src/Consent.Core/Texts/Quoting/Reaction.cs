namespace Consent.Core.Texts.Quoting;

/// <summary>A reaction as phones send it to those that cannot show it: <c>Liked “our text”</c>.</summary>
internal static class Reaction
{
    internal const char StraightQuote = '"';
    internal const char OpeningQuote = '“';
    private const char ClosingQuote = '”';

    private static readonly string[] Verbs =
        ["Liked", "Loved", "Disliked", "Laughed at", "Emphasized", "Emphasised", "Questioned"];

    /// <summary>Where the quote of a line's reaction opens; negative when the line starts with none.</summary>
    internal static int FindQuote(ReadOnlySpan<char> line)
    {
        var quoteAt = line.IndexOfAny(StraightQuote, OpeningQuote);
        return quoteAt >= 0 && IsReaction(line[..quoteAt].Trim()) ? quoteAt : -1;
    }

    /// <summary>What follows the quote that opens at a position; nothing, when it is never closed.</summary>
    /// <remarks>
    /// Our text may hold quotes itself. So the closing one is the first that ends a line with every inner one closed; failing
    /// that, the last.
    /// </remarks>
    internal static ReadOnlySpan<char> SkipQuote(ReadOnlySpan<char> text, int quoteAt)
    {
        var nests = text[quoteAt] == OpeningQuote;
        var closing = nests ? ClosingQuote : StraightQuote;
        var rest = text[(quoteAt + 1)..];
        var depth = 1;
        var last = rest.Length - 1;
        for (var i = 0; i < rest.Length; i++)
        {
            if (nests && rest[i] == OpeningQuote)
            {
                depth++;
            }
            else if (rest[i] == closing)
            {
                depth = nests ? depth - 1 : 0;
                last = i;
                if (depth <= 0 && EndsLine(rest[(i + 1)..]))
                {
                    break;
                }
            }
        }

        return rest[(last + 1)..];
    }

    private static bool IsReaction(ReadOnlySpan<char> words)
    {
        foreach (var verb in Verbs)
        {
            if (words.Equals(verb, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return Frames(words, "Reacted ", " to") || Frames(words, "Removed ", " from");
    }

    private static bool Frames(ReadOnlySpan<char> words, string first, string last) =>
        words.StartsWith(first, StringComparison.OrdinalIgnoreCase) && words.EndsWith(last, StringComparison.OrdinalIgnoreCase);

    private static bool EndsLine(ReadOnlySpan<char> rest)
    {
        foreach (var c in rest)
        {
            if (Characters.LineBreaks.Contains(c) || !char.IsWhiteSpace(c))
            {
                return Characters.LineBreaks.Contains(c);
            }
        }

        return true;
    }
}
