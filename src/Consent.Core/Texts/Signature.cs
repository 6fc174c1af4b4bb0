using System.Buffers;
using System.Text;

namespace Consent.Core.Texts;

/// <summary>The lines below a text by which a phone, a mail program or a person signs.</summary>
internal static class Signature
{
    private const int MaxLines = 6;
    // Keywords are short, and so is a name behind one.
    private const int LongestSigned = 80;

    // Below a name; several names are a list, unless one of the lines says how to reach somebody.
    private const int MaxNames = 3;

    private const int FewestPhoneDigits = 7;
    private const int MostPhoneDigits = 15;

    // These are written by no person, so that they may stand on the line of the text.
    private static readonly string[] InlinePrograms =
        [" Sent from my ", " Sent from Yahoo ", " Sent from Outlook", " Sent from Mail for ", " Sent via the ", " Get Outlook for "];

    private static readonly SearchValues<string> AnyInline = SearchValues.Create(InlinePrograms, StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> NameMarks = SearchValues.Create(",-~–—،，、");

    private static readonly string[] PhoneLabels = ["cell", "phone", "mobile", "tel", "ph", "office", "fax", "m", "c", "p", "o", "t"];

    private enum Line
    {
        None,
        Name,
        Company,
        Closing,
        Contact,
        Rule,
    }

    /// <summary>Takes the lines of a signature off the end of a normalized text; false when it has none.</summary>
    internal static bool TryRemove(ReadOnlySpan<char> text, CompiledKeywords keywords, out ReadOnlySpan<char> signed)
    {
        var (names, contacts) = (0, 0);
        signed = TrimmedText.TrimEnd(text);
        var one = signed;
        var (found, below) = (false, false);
        for (var i = 0; i < MaxLines; i++)
        {
            var lineBreak = signed.LastIndexOfAny(Characters.LineBreaks);
            if (lineBreak < 0)
            {
                break;
            }

            var core = TrimmedText.Of(signed[(lineBreak + 1)..]);
            var line = Read(signed[(lineBreak + 1)..].TrimStart(), core, keywords);
            names += line == Line.Name ? 1 : 0;
            contacts += line is Line.Contact or Line.Company or Line.Closing ? 1 : 0;
            if (line == Line.None || names > MaxNames)
            {
                break;
            }

            // "John Smith", and below it his business or what he is there.
            contacts += line == Line.Name && names > 1 && !below && SignatureName.IsFull(core, keywords) ? 1 : 0;
            below = SignatureName.IsPerson(core, dash: false, keywords);
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
            signed = signed.Length < text.Length ? signed : WithoutInlineName(text, keywords);
        }

        return found || signed.Length < text.Length;
    }

    /// <summary>Whether a line below an opt-out keyword may be a name: "cancel", and below it "zoltan kowalski".</summary>
    internal static bool MayBelow(ReadOnlySpan<char> text, CompiledKeywords keywords)
    {
        text = TrimmedText.Of(text);
        var lineBreak = text.Length > LongestSigned ? -1 : text.IndexOfAny(Characters.LineBreaks);
        return lineBreak > 0
            && keywords.Find(TrimmedText.Of(text[..lineBreak])).Kind == InboundKind.OptOut
            && !TrimmedText.Of(text[lineBreak..]).ContainsAny(Characters.LineBreaks)
            && SignatureName.MayBe(TrimmedText.Of(text[lineBreak..]), keywords);
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

    // "Cancel - John Smith", "cancel, John"
    private static ReadOnlySpan<char> WithoutInlineName(ReadOnlySpan<char> text, CompiledKeywords keywords)
    {
        var at = text.Length > LongestSigned ? -1 : text.LastIndexOfAny(NameMarks);
        if (at <= 0)
        {
            return text;
        }

        var keyword = TrimmedText.Of(text[..at]);
        var name = TrimmedText.Of(text[(at + 1)..]);
        return keywords.Find(keyword).Kind == InboundKind.OptOut && SignatureName.IsPerson(name, text[at] != ',', keywords)
            ? keyword
            : text;
    }

    private static Line Read(ReadOnlySpan<char> line, ReadOnlySpan<char> core, CompiledKeywords keywords)
    {
        if (keywords.Find(core).Kind != InboundKind.None)
        {
            return Line.None;
        }

        Rune.DecodeFromUtf16(line, out var first, out _);
        return first.Value is '~' || Characters.IsHyphen(first) ? Line.Rule
            : StartsWithProgram(core) || IsPhone(core) || IsAddress(core) ? Line.Contact
            : IsClosing(core) ? Line.Closing
            : SignatureName.IsAt(core, keywords) ? (IsCompany(core) ? Line.Company : Line.Name)
            : Line.None;
    }

    private static bool StartsWithProgram(ReadOnlySpan<char> core)
    {
        foreach (var program in SignatureWords.Programs)
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

    private static bool IsClosing(ReadOnlySpan<char> core)
    {
        Span<char> key = stackalloc char[LongestSigned];
        return !core.IsEmpty && TrimmedText.TryWriteKey(core, joined: false, key, out var length)
            && SignatureWords.Closings.Contains(key[..length]);
    }

    private static bool IsCompany(ReadOnlySpan<char> core)
    {
        foreach (var company in SignatureWords.Companies)
        {
            if (core.EndsWith(company, StringComparison.OrdinalIgnoreCase)
                && core.Length > company.Length + 1 && core[^(company.Length + 1)] == ' ')
            {
                return true;
            }
        }

        return false;
    }
}
