namespace Consent.Core.Texts.Quoting;

/// <summary>A message that was sent on, or one that an e-mail program put below an answer to it.</summary>
internal static class Forward
{
    /// <summary>Begins the line above a message of somebody's: <c>-----Original Message-----</c>.</summary>
    internal const string Rule = "--";

    private const int LongestLabel = 20;
    private const int LongestHeader = 200;

    private static readonly string[] Labels =
    [
        "fwd:", "fw:", "fwd :", "forwarded:", "forwarded message:", "rv:", "reenv:", "reenviado:", "tr:", "tr :", "wg:", "enc:",
        "转发:", "转发：",
    ];

    private static readonly string[] Headings =
    [
        "original message", "forwarded message", "original text", "reply message", "begin forwarded message", "original sms",
        "mensaje original", "mensaje reenviado", "inicio del mensaje reenviado", "message d'origine", "message original",
        "message d’origine", "message transféré", "début du message réexpédié", "début du message transféré",
        "ursprüngliche nachricht", "originalnachricht", "weitergeleitete nachricht", "anfang der weitergeleiteten nachricht",
        "mensagem original", "mensagem encaminhada", "início da mensagem encaminhada", "messaggio originale", "messaggio inoltrato",
        "inizio messaggio inoltrato", "原始邮件", "转发邮件",
    ];

    // Below "From:" in each language.
    private static readonly string[] Sent =
        ["sent", "date", "enviado", "enviado el", "fecha", "envoyé", "gesendet", "datum", "enviada", "enviada em", "data", "inviato"];

    /// <summary>Whether a line is a forwarded one by its label; one word after it, as STOP, is the customer's.</summary>
    internal static bool IsLine(ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        if (!line[..Math.Min(line.Length, LongestLabel)].ContainsAny(':', '：'))
        {
            return false;
        }

        foreach (var label in Labels)
        {
            if (line.StartsWith(label, StringComparison.OrdinalIgnoreCase))
            {
                return line[label.Length..].Trim().ContainsAny(" \t\u00A0");
            }
        }

        return false;
    }

    /// <summary>Where the heading of a message below it stands in a line, after a rule; negative where none does.</summary>
    internal static int FindRule(ReadOnlySpan<char> line)
    {
        var rule = line.IndexOf(Rule, StringComparison.Ordinal);
        return rule >= 0 && StartsWithHeading(line[rule..].TrimStart("-–—_ \t*>")) ? rule : -1;
    }

    /// <summary>Where the heading or header stands that ends with the colon at a position; negative where none does.</summary>
    internal static int FindHeader(ReadOnlySpan<char> text, int lineStart, int colonAt, ReadOnlySpan<char> word)
    {
        var before = text[lineStart..colonAt].TrimEnd();
        var start = before.Length - word.Length;
        if (IsFrom(word))
        {
            var near = text[colonAt..Math.Min(text.Length, colonAt + LongestHeader)];
            var beginsWord = start == 0 || before[start - 1] is ' ' or '\t' or '*';
            return beginsWord && HasSent(near) ? lineStart + start : -1;
        }

        var heading = before.TrimStart(" \t*_");
        return StartsWithHeading(heading) ? lineStart + before.Length - heading.Length : -1;
    }

    private static bool IsFrom(ReadOnlySpan<char> word) =>
        word.Equals("from", StringComparison.OrdinalIgnoreCase) || word.Equals("de", StringComparison.OrdinalIgnoreCase)
        || word.Equals("von", StringComparison.OrdinalIgnoreCase) || word.Equals("da", StringComparison.OrdinalIgnoreCase);

    private static bool HasSent(ReadOnlySpan<char> near)
    {
        var colon = near[1..].IndexOf(':') + 1;
        var before = near[..colon].TrimEnd();
        foreach (var sent in Sent)
        {
            if (before.EndsWith(sent, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWithHeading(ReadOnlySpan<char> text)
    {
        foreach (var heading in Headings)
        {
            if (text.StartsWith(heading, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
