using System.Buffers;

namespace Consent.Core.Texts.Quoting;

/// <summary>Leaves out what repeats our own words: quoted lines and a phone's reactions.</summary>
internal static class Quotation
{
    private static readonly SearchValues<char> Signs = SearchValues.Create(['>', Reaction.StraightQuote, Reaction.OpeningQuote]);

    internal static ReadOnlySpan<char> Remove(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(Signs) || !Quotes(text))
        {
            return text;
        }

        var kept = new char[text.Length];
        var length = 0;
        while (!text.IsEmpty)
        {
            var line = FirstLine(text);
            var quoteAt = Reaction.FindQuote(line);
            if (quoteAt >= 0)
            {
                text = Reaction.SkipQuote(text, quoteAt);
                continue;
            }

            if (!IsQuoted(line))
            {
                line.CopyTo(kept.AsSpan(length));
                length += line.Length;
            }

            text = text[line.Length..];
        }

        return kept.AsSpan(0, length);
    }

    // A text with quotes of its own, as most have that hold any, is not copied.
    private static bool Quotes(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var line = FirstLine(text);
            if (IsQuoted(line) || Reaction.FindQuote(line) >= 0)
            {
                return true;
            }

            text = text[line.Length..];
        }

        return false;
    }

    private static bool IsQuoted(ReadOnlySpan<char> line) => line.TrimStart().StartsWith('>');

    private static ReadOnlySpan<char> FirstLine(ReadOnlySpan<char> text)
    {
        var lineBreak = text.IndexOfAny(Characters.LineBreaks);
        return lineBreak < 0 ? text : text[..(lineBreak + 1)];
    }
}
