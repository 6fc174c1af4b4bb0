using System.Buffers;
using System.Text;

namespace Consent.Core.Texts.Damage;

/// <summary>UTF-8 that was read as Latin-1 or Windows-1252: <c>ARRÃŠT</c>.</summary>
internal static class Mojibake
{
    internal const char FirstLead = '\u00C2';
    internal const char LastLead = '\u00F4';

    // Windows-1252 from 0x80 to 0x9F; it leaves five bytes undefined.
    private const string Windows =
        "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    internal static ReadOnlySpan<char> Decode(ReadOnlySpan<char> text, TextOrigins? origins)
    {
        var rewriter = new TextRewriter(text, origins);
        Span<char> decoded = stackalloc char[2];
        for (var at = 0; at < text.Length;)
        {
            var lead = text[at..].IndexOfAnyInRange(FirstLead, LastLead);
            if (lead < 0)
            {
                break;
            }

            at += lead;
            if (TryDecode(text[at..], out var rune, out var length))
            {
                rewriter.Replace(at, at + length, decoded[..rune.EncodeToUtf16(decoded)]);
                at += length;
            }
            else
            {
                at++;
            }
        }

        return rewriter.Finish();
    }

    private static bool TryDecode(ReadOnlySpan<char> text, out Rune rune, out int length)
    {
        rune = default;
        length = text[0] switch { < '\u00E0' => 2, < '\u00F0' => 3, _ => 4 };
        if (text.Length < length)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[4];
        bytes[0] = (byte)text[0];
        for (var i = 1; i < length; i++)
        {
            if (ByteOf(text[i]) is not { } continuation)
            {
                return false;
            }

            bytes[i] = continuation;
        }

        return Rune.DecodeFromUtf8(bytes[..length], out rune, out _) == OperationStatus.Done;
    }

    private static byte? ByteOf(char c)
    {
        if (c is >= '\u0080' and <= '\u00BF')
        {
            return (byte)c;
        }

        var at = c > '\u00FF' ? Windows.IndexOf(c, StringComparison.Ordinal) : -1;
        return at < 0 ? null : (byte)(0x80 + at);
    }
}
