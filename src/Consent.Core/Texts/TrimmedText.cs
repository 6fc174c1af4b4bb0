using System.Text;

namespace Consent.Core.Texts;

/// <summary>The core of a normalized text: the text without the punctuation, quotes, symbols and emoji around it.</summary>
internal static class TrimmedText
{
    internal static ReadOnlySpan<char> Of(ReadOnlySpan<char> text) => TrimStart(TrimEnd(text));

    internal static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf16(text, out var first, out var length);
            if (IsInner(first))
            {
                break;
            }

            text = text[length..];
        }

        return text;
    }

    internal static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            Rune.DecodeLastFromUtf16(text, out var last, out var length);
            if (IsInner(last))
            {
                break;
            }

            text = text[..^length];
        }

        return text;
    }

    /// <summary>
    /// Writes the key by which a core is looked up: case folded, and its white space either as single spaces or, when joined,
    /// left out with the hyphens and full stops. False, at once, when the key is too short for it.
    /// </summary>
    internal static bool TryWriteKey(ReadOnlySpan<char> core, bool joined, Span<char> key, out int length)
    {
        length = 0;
        while (length < core.Length && length < key.Length && char.IsAsciiLetterOrDigit(core[length]))
        {
            key[length] = (char)(core[length] | (char.IsAsciiLetterUpper(core[length]) ? 0x20 : 0));
            length++;
        }

        foreach (var rune in core[length..].EnumerateRunes())
        {
            var isSpace = Rune.IsWhiteSpace(rune);
            if (joined ? isSpace || Characters.IsHyphen(rune) || Characters.IsFullStop(rune) : isSpace && key[length - 1] == ' ')
            {
                continue;
            }

            var folded = isSpace ? new Rune(' ') : Characters.FoldCase(rune);
            if (!folded.TryEncodeToUtf16(key[length..], out var written))
            {
                return false;
            }

            length += written;
        }

        return true;
    }

    internal static string Key(ReadOnlySpan<char> core, bool joined)
    {
        // Folding a case may lengthen a character's encoding, never beyond a pair.
        var key = new char[core.Length * 2];
        TryWriteKey(core, joined, key, out var length);
        return new string(key, 0, length);
    }

    private static bool IsInner(Rune rune) => Rune.IsLetterOrDigit(rune) || Characters.IsMark(rune);
}
