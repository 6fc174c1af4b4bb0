using System.Buffers;

namespace Consent.Core.Texts.Quoting;

/// <summary>A reaction as phones send it to those that cannot show it: <c>Liked “our text”</c>.</summary>
internal static class Reaction
{
    private const int LongestWords = 48;

    // Each is searched to the end of the text for what closes it; after so many, our text ends where it was cut off.
    private const int MaxCutOff = 4;

    private static readonly SearchValues<char> Opening = SearchValues.Create(QuoteMarks.Opening);

    /// <summary>Where the quote of a line's reaction opens; negative when the line starts with none.</summary>
    internal static int FindQuote(ReadOnlySpan<char> line)
    {
        var quoteAt = line.IndexOfAny(Opening);
        if (quoteAt is < 0 or > LongestWords)
        {
            return -1;
        }

        // Some phones quote what is taken back: Removed a “Like” from “our text”.
        if (ReactionWords.Are(line[..quoteAt]))
        {
            return quoteAt;
        }

        var inner = line[(quoteAt + 1)..].IndexOfAny(Opening);
        var second = quoteAt + 1 + inner;
        return inner >= 0 && second <= LongestWords && ReactionWords.Are(line[..second]) ? second : -1;
    }

    /// <summary>What follows the quote that opens at a position; nothing, when it is never closed.</summary>
    /// <remarks>
    /// Our text may hold quotes itself. So the closing one is the first that ends a line with every inner one closed; failing
    /// that, the last. A phone that cuts our text off ends it with an ellipsis and closes nothing.
    /// </remarks>
    internal static ReadOnlySpan<char> SkipQuote(ReadOnlySpan<char> text, int quoteAt, ref int cutOff)
    {
        var opening = text[quoteAt];
        var nests = QuoteMarks.Nests(opening);
        var rest = text[(quoteAt + 1)..];
        var (open, last, cutAt) = (1, -1, -1);
        for (var i = 0; i < rest.Length; i++)
        {
            if (nests && rest[i] == opening)
            {
                open++;
            }
            else if (QuoteMarks.Closes(opening, rest[i]))
            {
                // Straight quotes open and close in turn.
                open = nests || open == 1 ? open - 1 : 1;
                last = i;
                if ((open <= 0 || !nests) && IsLineEnd(rest, i))
                {
                    return rest[(i + 1)..];
                }
            }
            else if (cutAt < 0 && rest[i] is '…' or '.' && IsCutOff(rest[..(i + 1)]) && IsLineEnd(rest, i))
            {
                cutAt = i;
                if (cutOff == MaxCutOff)
                {
                    break;
                }
            }
        }

        if (open > 0)
        {
            cutOff += cutAt >= 0 && cutOff < MaxCutOff ? 1 : 0;
            return cutAt >= 0 ? rest[(cutAt + 1)..] : last >= 0 ? AfterLine(rest, last) : default;
        }

        // In German the verb is below the quote.
        var below = rest[(last + 1)..];
        return ReactionWords.EndWithVerb(LineOf(below)) ? AfterLine(below, 0) : below;
    }

    private static bool IsCutOff(ReadOnlySpan<char> quoted) =>
        quoted.EndsWith('…') || quoted.EndsWith("...", StringComparison.Ordinal);

    private static ReadOnlySpan<char> LineOf(ReadOnlySpan<char> text)
    {
        var lineBreak = text.IndexOfAny(Characters.LineBreaks);
        return lineBreak < 0 ? text : text[..lineBreak];
    }

    private static ReadOnlySpan<char> AfterLine(ReadOnlySpan<char> text, int at) => text[(at + LineOf(text[at..]).Length)..];

    private static bool IsLineEnd(ReadOnlySpan<char> text, int at) => EndsLine(text[(at + 1)..]);

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
