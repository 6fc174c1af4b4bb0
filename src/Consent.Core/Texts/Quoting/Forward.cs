using System.Collections.Frozen;

namespace Consent.Core.Texts.Quoting;

/// <summary>A message that was sent on, or one that an e-mail program put below an answer to it.</summary>
internal static class Forward
{
    /// <summary>Begins the line above a message of somebody's: <c>-----Original Message-----</c>.</summary>
    internal const string Rule = "--";

    private const int LongestLabel = 20;
    private const int LongestHeader = 200;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Labels = new[]
    {
        "fwd:", "fw:", "fwd :", "forwarded:", "forwarded message:", "rv:", "reenv:", "reenviado:", "tr:", "tr :", "wg:", "enc:",
        "转发:", "转发：",
    }
    .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
    .GetAlternateLookup<ReadOnlySpan<char>>();

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
        var label = line[..Math.Min(line.Length, LongestLabel)].IndexOfAny(':', '：') + 1;
        return label > 0 && Labels.Contains(line[..label]) && line[label..].Trim().ContainsAny(" \t\u00A0");
    }

    /// <summary>Where the heading of a message below it stands in a line, after a rule; negative where none does.</summary>
    internal static int FindRule(ReadOnlySpan<char> line)
    {
        var rule = line.IndexOf(Rule, StringComparison.Ordinal);
        return rule >= 0 && LengthOfHeading(line[rule..].TrimStart("-–—_ \t*>")) > 0 ? rule : -1;
    }

    /// <summary>The heading with which a line starts, which may end with any of its colons; empty where there is none.</summary>
    internal static (int Start, int End) FindHeading(ReadOnlySpan<char> line)
    {
        var heading = line.TrimStart(" \t*_");
        var start = line.Length - heading.Length;
        return (start, start + LengthOfHeading(heading));
    }

    /// <summary>Where the header stands whose first word ends with the colon at a position; negative where none does.</summary>
    internal static int FindHeader(ReadOnlySpan<char> text, int lineStart, int colonAt, ReadOnlySpan<char> word)
    {
        var before = text[lineStart..colonAt].TrimEnd();
        var start = before.Length - word.Length;
        var beginsWord = start == 0 || before[start - 1] is ' ' or '\t' or '*';
        return beginsWord && HasSent(text[colonAt..Math.Min(text.Length, colonAt + LongestHeader)]) ? lineStart + start : -1;
    }

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

    private static int LengthOfHeading(ReadOnlySpan<char> text)
    {
        foreach (var heading in Headings)
        {
            if (text.StartsWith(heading, StringComparison.OrdinalIgnoreCase))
            {
                return heading.Length;
            }
        }

        return 0;
    }
}
