using System.Buffers;

namespace Consent.Core.Texts.Instructions;

/// <summary>Reads a normalized text's words and marks from left to right.</summary>
internal static class PartReader
{
    private static readonly SearchValues<char> Breaks = SearchValues.Create(".!?;…。！？；\n\r\v\f\u0085\u2028\u2029");
    private static readonly SearchValues<char> Commas = SearchValues.Create(",:，：、/|&");

    /// <summary>Reads all into the parts, of which there must be as many as characters. Returns their number.</summary>
    internal static int Read(ReadOnlySpan<char> text, Span<Part> parts)
    {
        var count = 0;
        for (var at = 0; at < text.Length;)
        {
            var start = at++;
            var role = RoleOf(text[start]);
            if (IsOfWord(text[start]))
            {
                at = EndOfWord(text, start);
                role = RoleOf(text[start..at]);
            }
            else if (text[start] is '-' or '–' or '—' && start > 0 && text[start - 1] == ' ')
            {
                role = Role.Break;
            }
            else if (role == Role.None && text[start] != Quoting.Quotation.Placeholder)
            {
                continue;
            }

            parts[count++] = new Part((ushort)start, (ushort)at, role);
        }

        return count;
    }

    private static Role RoleOf(char c) => c switch
    {
        ' ' => Role.None,
        '=' => Role.Equal,
        _ => Breaks.Contains(c) ? Role.Break : Commas.Contains(c) ? Role.Comma : Role.None,
    };

    private static int EndOfWord(ReadOnlySpan<char> text, int start)
    {
        var at = start + 1;
        var isWide = IsWide(text[start]);
        while (at < text.Length
            && ((IsOfWord(text[at]) && IsWide(text[at]) == isWide)
                || (text[at] is '\'' or '’' && at + 1 < text.Length && IsOfWord(text[at + 1]))))
        {
            at++;
        }

        return at;
    }

    private static Role RoleOf(ReadOnlySpan<char> word)
    {
        Span<char> form = stackalloc char[InstructionWords.LongestForm];
        var (length, digits) = (0, true);
        foreach (var c in word)
        {
            if (c is '\'' or '’')
            {
                continue;
            }

            if (length == form.Length)
            {
                return Role.None;
            }

            digits &= char.IsAsciiDigit(c);
            form[length++] = char.IsAscii(c) ? (char)(c | 0x20) : char.ToLowerInvariant(c);
        }

        var known = InstructionWords.Of(form[..length]);
        return digits ? known | Role.Digits
            : known == Role.None && (form[1..length].Contains('2') || form[..length].EndsWith("sms")) ? Role.Joined
            : known;
    }

    private static bool IsOfWord(char c) => c < '\u0080' ? char.IsAsciiLetterOrDigit(c) : char.IsLetterOrDigit(c);

    // Chinese and Korean write no space before STOP.
    private static bool IsWide(char c) => c >= '\u2E80';
}
