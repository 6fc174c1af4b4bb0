using System.Buffers;
using System.Collections.Frozen;

namespace Consent.Core.Texts.Quoting;

/// <summary>Leaves out what repeats our own words: quoted lines, phones' reactions, forwards and what an answer is above.</summary>
internal static class Quotation
{
    /// <summary>Stands for a forwarded line, so that what is below it is not taken for the whole text.</summary>
    internal const char Placeholder = '\uFFFC';

    private const int LongestWord = 16;

    // A colon ends "Fwd:", "From:" and "wrote:".
    private static readonly SearchValues<char> Signs = SearchValues.Create([':', '：', '>', .. QuoteMarks.Opening]);

    private static readonly FrozenDictionary<string, Mark>.AlternateLookup<ReadOnlySpan<char>> BeforeColon =
        new (Mark Mark, string Words)[]
            {
                (Mark.Wrote, "wrote said texted sent escribió escribio écrit ecrit schrieb escreveu scritto schreef"),
                (Mark.Header, "from de von da"),
                (Mark.Heading, "message nachricht reenviado réexpédié transféré weitergeleitet encaminhada inoltrato"),
            }
            .SelectMany(entry => entry.Words.Split(' '), (entry, word) => KeyValuePair.Create(word, entry.Mark))
            .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private enum Mark
    {
        None,
        Wrote,
        Header,
        Heading,
    }

    internal static ReadOnlySpan<char> Remove(ReadOnlySpan<char> text, TextOrigins? origins)
    {
        if (!text.ContainsAny(Signs) && !text.Contains(Forward.Rule, StringComparison.Ordinal))
        {
            return text;
        }

        var rewriter = new TextRewriter(text, origins);
        var (above, cutOff) = (0, 0);
        for (var at = 0; at < text.Length;)
        {
            var (start, end, rule) = FindInLine(text, above, at, ref cutOff);
            if (rule is not null)
            {
                rewriter.Remove(start, end, rule, rule == LeftOutRules.Forward ? [Placeholder, '\n'] : default);
                (at, above) = (end, end);
            }
            else
            {
                (at, above) = (end, at);
            }
        }

        return rewriter.Finish();
    }

    /// <summary>Finds what is to be left out of the line at a position, or where the line ends.</summary>
    private static (int Start, int End, string? Rule) FindInLine(
        ReadOnlySpan<char> text, int above, int at, ref int cutOff)
    {
        var line = FirstLine(text[at..]);
        var end = at + line.Length;
        var quoteAt = Reaction.FindQuote(line);
        if (quoteAt >= 0)
        {
            return (at, text.Length - Reaction.SkipQuote(text[at..], quoteAt, ref cutOff).Length, LeftOutRules.Reaction);
        }

        if (IsQuoted(line))
        {
            return (at, end, LeftOutRules.Quotation);
        }

        if (Forward.IsLine(line))
        {
            return (at, end, LeftOutRules.Forward);
        }

        if (Forward.FindRule(line) is >= 0 and var rule)
        {
            return (at + rule, text.Length, LeftOutRules.Quotation);
        }

        // Looked for once in a line, however many colons it has.
        (int Start, int End)? heading = null;
        var colon = at + line.IndexOf(':');
        for (var next = 0; colon >= at; colon = next < 0 ? -1 : colon + 1 + next)
        {
            if (FindAtColon(text, above, at, colon, ref heading, out var start))
            {
                // An answer may stand below quoted lines too.
                return (start, IsQuoted(FirstLine(text[(colon + 1)..].TrimStart())) ? colon + 1 : text.Length, LeftOutRules.Quotation);
            }

            next = text[(colon + 1)..end].IndexOf(':');
        }

        return (at, end, null);
    }

    private static bool FindAtColon(
        ReadOnlySpan<char> text, int above, int lineStart, int colon, ref (int Start, int End)? heading, out int start)
    {
        start = -1;
        var before = text[lineStart..colon].TrimEnd();
        var length = 0;
        while (length < before.Length && length <= LongestWord && char.IsLetter(before[^(length + 1)]))
        {
            length++;
        }

        var word = before[^length..];
        BeforeColon.TryGetValue(word, out var mark);
        start = mark switch
        {
            Mark.Wrote => Attribution.FindStart(text, above, lineStart, colon),
            Mark.Header => Forward.FindHeader(text, lineStart, colon, word),
            Mark.Heading when (heading ??= Forward.FindHeading(FirstLine(text[lineStart..]))) is var (first, end) =>
                first < end && end <= before.Length ? lineStart + first : -1,
            _ => Attribution.EndsWithName(before) ? lineStart : -1,
        };
        return start >= 0;
    }

    private static bool IsQuoted(ReadOnlySpan<char> line) => line.TrimStart().StartsWith('>');

    private static ReadOnlySpan<char> FirstLine(ReadOnlySpan<char> text)
    {
        var lineBreak = text.IndexOfAny(Characters.LineBreaks);
        return lineBreak < 0 ? text : text[..(lineBreak + 1)];
    }
}
