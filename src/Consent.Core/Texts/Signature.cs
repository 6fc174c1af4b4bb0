using System.Buffers;
using System.Text;

namespace Consent.Core.Texts;

/// <summary>The lines below a text by which a phone, a mail program or a person signs.</summary>
internal static class Signature
{
    private const int MaxLines = 6;
    private const int MaxWords = 3;

    // Below a name; several names are a list, unless one of the lines says how to reach somebody.
    private const int MaxNames = 3;

    private const int FewestPhoneDigits = 7;
    private const int MostPhoneDigits = 15;

    private static readonly string[] Programs =
    [
        "Sent from ", "Sent via ", "Sent with ", "Sent using ", "Sent by ", "Get Outlook ", "Get BlueMail ", "Get Gmail ",
        "Enviado desde ", "Enviado do ", "Enviado de ", "Enviado con ", "Envoye de ", "Envoye depuis ", "Envoye a partir ", "Envoye avec ",
        "Gesendet von ", "Von meinem ", "Inviato da ", "Obtenir Outlook ", "Obtener Outlook ", "Verstuurd vanaf ",
        "This message was sent ", "This message has been sent ", "This message and any ", "Confidentiality", "Yahoo Mail", "Sent on the ",
        "MMS sent ", "To play video messages", "Powered by ", "Virus-free",
    ];

    // These are written by no person, so that they may stand on the line of the text.
    private static readonly string[] InlinePrograms =
        [" Sent from my ", " Sent from Yahoo ", " Sent from Outlook", " Sent from Mail for ", " Sent via the ", " Get Outlook for "];

    private static readonly SearchValues<string> AnyInline = SearchValues.Create(InlinePrograms, StringComparison.OrdinalIgnoreCase);

    private static readonly string[] PhoneLabels = ["cell", "phone", "mobile", "tel", "ph", "office", "fax", "m", "c", "p", "o", "t"];

    private enum Line
    {
        None,
        Name,
        Contact,
        Rule,
    }

    /// <summary>Takes the lines of a signature off the end of a normalized text; false when it has none.</summary>
    internal static bool TryRemove(ReadOnlySpan<char> text, CompiledKeywords keywords, out ReadOnlySpan<char> signed)
    {
        var (names, contacts) = (0, 0);
        signed = TrimmedText.TrimEnd(text);
        var one = signed;
        var found = false;
        for (var i = 0; i < MaxLines; i++)
        {
            var lineBreak = signed.LastIndexOfAny(Characters.LineBreaks);
            if (lineBreak < 0)
            {
                break;
            }

            var line = Read(signed[(lineBreak + 1)..].TrimStart(), keywords);
            names += line == Line.Name ? 1 : 0;
            contacts += line == Line.Contact ? 1 : 0;
            if (line == Line.None || names > MaxNames)
            {
                break;
            }

            signed = signed[..lineBreak].TrimEnd();
            one = i == 0 ? signed : one;
            found = true;
        }

        if (names > 1 && contacts == 0)
        {
            signed = one;
        }

        if (!found)
        {
            signed = WithoutInline(text);
        }

        return found || signed.Length < text.Length;
    }

    private static ReadOnlySpan<char> WithoutInline(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAny(AnyInline))
        {
            return text;
        }

        var lineBreak = TrimmedText.TrimEnd(text).LastIndexOfAny(Characters.LineBreaks);
        foreach (var program in InlinePrograms)
        {
            var at = text[(lineBreak + 1)..].IndexOf(program, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                return text[..(lineBreak + 1 + at)];
            }
        }

        return text;
    }

    private static Line Read(ReadOnlySpan<char> line, CompiledKeywords keywords)
    {
        var core = TrimmedText.Of(line);
        if (keywords.Find(core).Kind != InboundKind.None)
        {
            return Line.None;
        }

        Rune.DecodeFromUtf16(line, out var first, out _);
        return first.Value is '~' || Characters.IsHyphen(first) ? Line.Rule
            : StartsWithProgram(core) || IsPhone(core) || IsAddress(core) ? Line.Contact
            : IsName(core, keywords) ? Line.Name
            : Line.None;
    }

    private static bool StartsWithProgram(ReadOnlySpan<char> core)
    {
        foreach (var program in Programs)
        {
            if (core.StartsWith(program, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPhone(ReadOnlySpan<char> core)
    {
        foreach (var label in PhoneLabels)
        {
            if (core.StartsWith(label, StringComparison.OrdinalIgnoreCase)
                && core[label.Length..].TrimStart(" .:#") is [(>= '0' and <= '9') or '+' or '(', ..])
            {
                core = core[label.Length..].TrimStart(" .:#");
                break;
            }
        }

        var digits = 0;
        foreach (var c in core)
        {
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            if (!char.IsAsciiDigit(c) && c is not (' ' or '-' or '.' or '(' or ')' or '+' or '/'))
            {
                return false;
            }
        }

        return digits is >= FewestPhoneDigits and <= MostPhoneDigits;
    }

    // Of mail or of a page.
    private static bool IsAddress(ReadOnlySpan<char> core) =>
        !core.ContainsAny(' ', '\t')
        && core.Contains('.')
        && (core.IndexOf('@') > 0 || core.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            || core.StartsWith("http", StringComparison.OrdinalIgnoreCase));

    private static bool IsName(ReadOnlySpan<char> core, CompiledKeywords keywords)
    {
        var words = 0;
        while (!core.IsEmpty)
        {
            var end = core.IndexOfAny(' ', '\t');
            var word = end < 0 ? core : core[..end];
            if (++words > MaxWords || !StartsWithCapital(word) || keywords.Find(TrimmedText.Of(word)).Kind != InboundKind.None)
            {
                return false;
            }

            core = core[word.Length..].TrimStart();
        }

        return words > 0;
    }

    private static bool StartsWithCapital(ReadOnlySpan<char> word)
    {
        Rune.DecodeFromUtf16(word, out var first, out _);
        return Rune.IsUpper(first);
    }
}
