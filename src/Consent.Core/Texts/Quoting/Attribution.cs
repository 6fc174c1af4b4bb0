using System.Buffers;

namespace Consent.Core.Texts.Quoting;

/// <summary>The line above the text that an answer is below: <c>On Mon, Jan 5, 2026 at 3:14 PM Acme wrote:</c>.</summary>
internal static class Attribution
{
    private const int LongestLine = 160;

    private static readonly SearchValues<char> Ends = SearchValues.Create(".!?)");

    private static readonly string[] FirstWords = ["on ", "el ", "le ", "am ", "em ", "a ", "il ", "op ", "at "];

    /// <summary>Where the line begins whose verb, "wrote:", ends at a position; negative where it is none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where the line above begins: a long attribution is on two.</param>
    /// <param name="lineStart">Where the line of the verb begins.</param>
    /// <param name="colonAt">Where it ends.</param>
    internal static int FindStart(ReadOnlySpan<char> text, int from, int lineStart, int colonAt)
    {
        var start = FindStart(text[lineStart..colonAt]);
        var begins = start >= 0 ? lineStart + start
            : from < lineStart && FindStart(text[from..colonAt]) is >= 0 and var above ? from + above
            : -1;

        // With a date, or the customer tells what somebody wrote.
        return begins >= 0 && text[begins..colonAt].ContainsAnyInRange('0', '9') ? begins : -1;
    }

    /// <summary>Whether a line ends with the name of the writer, below the verb: <c>Am 5.1.2026 schrieb Acme:</c>.</summary>
    internal static bool EndsWithName(ReadOnlySpan<char> before) =>
        before.Length <= LongestLine
        && before.TrimStart().StartsWith("am ", StringComparison.OrdinalIgnoreCase)
        && before.Contains(" schrieb ", StringComparison.OrdinalIgnoreCase);

    private static int FindStart(ReadOnlySpan<char> before)
    {
        if (before.Length > LongestLine)
        {
            return FindInside(before, before.Length - LongestLine);
        }

        var trimmed = before.TrimStart();
        return StartsWithFirstWord(trimmed) ? before.Length - trimmed.Length : FindInside(before, 0);
    }

    // In the middle of a line: "Thanks! On Jan 5, 2026 Acme wrote:"
    private static int FindInside(ReadOnlySpan<char> before, int from)
    {
        for (var at = before.LastIndexOfAny(Ends); at > from; at = before[..at].LastIndexOfAny(Ends))
        {
            var rest = before[(at + 1)..].TrimStart(' ');
            if (StartsWithFirstWord(rest))
            {
                return before.Length - rest.Length;
            }
        }

        return -1;
    }

    private static bool StartsWithFirstWord(ReadOnlySpan<char> text)
    {
        foreach (var word in FirstWords)
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
