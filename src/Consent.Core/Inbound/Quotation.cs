using System.Buffers;

namespace Consent.Core.Inbound;

/// <summary>Leaves out what repeats our own words: quoted lines and a phone's reactions.</summary>
internal static class Quotation
{
    private static readonly SearchValues<char> Signs = SearchValues.Create(['>', Reaction.StraightQuote, Reaction.OpeningQuote]);

    internal static ReadOnlySpan<char> Remove(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(Signs))
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

            if (!line.TrimStart().StartsWith('>'))
            {
                line.CopyTo(kept.AsSpan(length));
                length += line.Length;
            }

            text = text[line.Length..];
        }

        return kept.AsSpan(0, length);
    }

    private static ReadOnlySpan<char> FirstLine(ReadOnlySpan<char> text)
    {
        var lineBreak = text.IndexOfAny(Characters.LineBreaks);
        return lineBreak < 0 ? text : text[..(lineBreak + 1)];
    }
}
