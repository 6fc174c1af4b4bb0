using System.Buffers;

namespace Consent.Core.Texts.Frames;

/// <summary>The lines of a gateway above a text.</summary>
/// <param name="SubjectStart">Where the subject begins, without "Re:".</param>
/// <param name="SubjectEnd">Where it ends.</param>
/// <param name="End">Where the text begins; zero where nothing is above it.</param>
internal readonly record struct FrameHead(int SubjectStart, int SubjectEnd, int End)
{
    private const int MaxFields = 6;
    private const int LongestAddress = 64;
    private const int Near = 300;

    private static readonly string[] NoSubjects =
        ["(no subject)", "<no subject>", "(sin asunto)", "(aucun objet)", "(sans objet)", "(kein betreff)", "(sem assunto)"];

    private static readonly string[] Senders = ["frm:", "from:"];
    private static readonly string[] Subjects = ["subj:", "subject:", "asunto:", "objet :", "objet:", "betreff:", "assunto:"];
    private static readonly string[] Messages = ["msg:", "message:"];
    private static readonly string[] Answers = ["re:", "aw:", "fwd:", "fw:", "rv:", "wg:"];
    private static readonly string[] NextFields = [" subj:", " subject:", " msg:"];

    private static readonly SearchValues<char> OfAddress = SearchValues.Create("@0123456789");

    // A forwarded message has these below its sender.
    private static readonly string[] ForwardedFields = ["sent:", "date:", "to:"];

    internal static FrameHead Read(ReadOnlySpan<char> text)
    {
        var head = new FrameHead(0, 0, SkipPage(text));
        for (var i = 0; i < MaxFields; i++)
        {
            var at = SkipSpace(text, head.End);
            if (!TryReadField(text, at, ref head))
            {
                break;
            }
        }

        return head with { End = head.End == 0 ? 0 : SkipSpace(text, head.End) };
    }

    private static bool TryReadField(ReadOnlySpan<char> text, int at, ref FrameHead head)
    {
        var rest = text[at..];
        if (LengthOf(rest, NoSubjects) is > 0 and var none)
        {
            head = head with { End = at + none };
        }
        else if (LengthOf(rest, Senders) is > 0 and var sender && IsSender(rest, sender))
        {
            head = head with { End = EndOfField(text, at + sender) };
        }
        else if (LengthOf(rest, Subjects) is > 0 and var subject)
        {
            head = WithSubject(text, at + subject, EndOfField(text, at + subject));
        }
        else if (LengthOf(rest, Messages) is > 0 and var message && (head.End > 0 || message == "msg:".Length))
        {
            head = head with { End = at + message };
            return false;
        }
        else if (head.End == 0 && rest.StartsWith(Answers[0], StringComparison.OrdinalIgnoreCase))
        {
            head = head with { End = at + Answers[0].Length };
            return false;
        }
        else
        {
            return head.End == 0 && TryReadAddress(text, at, ref head);
        }

        return true;
    }

    // pat@example.com (Subject) text; pat@example.com / Subject / text
    private static bool TryReadAddress(ReadOnlySpan<char> text, int at, ref FrameHead head)
    {
        var word = text[at..];
        var space = word.IndexOfAny(" \t\r\n");
        word = space < 0 ? word : word[..space];
        if (word.Length > LongestAddress || word.IndexOf('@') is not (> 0 and var sign) || !word[sign..].Contains('.'))
        {
            return false;
        }

        var end = SkipSpace(text, at + word.Length);
        var rest = text[end..];
        head = rest is ['(', ..] && rest.IndexOf(')') is > 0 and var close ? WithSubject(text, end + 1, end + close) with { End = end + close + 1 }
            : rest is ['/', ' ', ..] && rest[1..].IndexOf(" / ") is > 0 and var slash
                ? WithSubject(text, end + 1, end + 1 + slash) with { End = end + slash + " / ".Length + 1 }
            : head with { End = end };
        return false;
    }

    private static bool IsSender(ReadOnlySpan<char> text, int label)
    {
        var near = text[..Math.Min(text.Length, Near)];
        foreach (var field in ForwardedFields)
        {
            if (near.Contains(field, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return label == "frm:".Length
            || near[..EndOfField(near, label)].ContainsAny(OfAddress)
            || near.Contains("msg:", StringComparison.OrdinalIgnoreCase);
    }

    private static FrameHead WithSubject(ReadOnlySpan<char> text, int start, int end)
    {
        var subject = text[start..end].Trim();
        start += text[start..end].IndexOf(subject);
        var answers = LengthOf(subject, Answers);
        var skipped = answers + subject[answers..].Length - subject[answers..].TrimStart().Length;

        // What an answer is to was said by us.
        var isOurs = answers > 0 && subject[skipped..].Trim().Contains(' ');
        return new FrameHead(start + skipped, isOurs ? start + skipped : start + subject.Length, end);
    }

    private static int EndOfField(ReadOnlySpan<char> text, int at)
    {
        var line = text[at..];
        var lineBreak = line.IndexOfAny(Characters.LineBreaks);
        line = lineBreak < 0 ? line : line[..lineBreak];
        var length = line.Length;
        foreach (var field in NextFields)
        {
            if (line.IndexOf(field, StringComparison.OrdinalIgnoreCase) is >= 0 and var next)
            {
                length = Math.Min(length, next);
            }
        }

        return at + length;
    }

    // "1 of 2" above the sender.
    private static int SkipPage(ReadOnlySpan<char> text)
    {
        var start = SkipSpace(text, 0);
        var page = text[start..];
        var of = page[..Math.Min(page.Length, 8)].IndexOf(" of ");
        if (of <= 0 || page[..of].ContainsAnyExceptInRange('0', '9'))
        {
            return 0;
        }

        var end = start + of + " of ".Length;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        var below = text[SkipSpace(text, end)..];
        return LengthOf(below, Senders) + LengthOf(below, Subjects) + LengthOf(below, Messages) > 0 ? end : 0;
    }

    private static int SkipSpace(ReadOnlySpan<char> text, int at) => text.Length - text[at..].TrimStart().Length;

    private static int LengthOf(ReadOnlySpan<char> text, string[] labels)
    {
        foreach (var label in labels)
        {
            if (text.StartsWith(label, StringComparison.OrdinalIgnoreCase))
            {
                return label.Length;
            }
        }

        return 0;
    }
}
