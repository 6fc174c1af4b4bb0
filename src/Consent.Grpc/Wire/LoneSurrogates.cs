using System.Globalization;

namespace Consent.Grpc.Wire;

/// <summary>
/// Half of a character in a customer's text, as <c>\ud83d</c>: gateways cut emoji in two. It is overwritten with U+FFFD, which is
/// as long, so that no STOP is refused for it.
/// </summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6;

    /// <param name="literal">A JSON string that has been read without a fault.</param>
    public static void Replace(Span<byte> literal)
    {
        for (var at = 0; at < literal.Length;)
        {
            var rest = literal[at..];
            var next = rest.IndexOfAny((byte)'\\', (byte)0xED);
            if (next < 0)
            {
                break;
            }

            at += next;
            at += rest[next] == '\\' ? ReplaceEscape(literal[at..]) : ReplaceBytes(literal[at..]);
        }
    }

    private static int ReplaceEscape(Span<byte> text)
    {
        if (CodeOf(text) is not { } code)
        {
            return 2;
        }

        if (char.IsHighSurrogate(code) && CodeOf(text[EscapeLength..]) is { } low && char.IsLowSurrogate(low))
        {
            return 2 * EscapeLength;
        }

        if (char.IsSurrogate(code))
        {
            "\\ufffd"u8.CopyTo(text);
        }

        return EscapeLength;
    }

    // Of a program that writes UTF-16 units one by one as UTF-8.
    private static int ReplaceBytes(Span<byte> text)
    {
        if (text is not [_, >= 0xA0 and <= 0xBF, >= 0x80 and <= 0xBF, ..])
        {
            return 1;
        }

        "\uFFFD"u8.CopyTo(text);
        return 3;
    }

    private static char? CodeOf(ReadOnlySpan<byte> text) =>
        text is [(byte)'\\', (byte)'u', _, _, _, _, ..]
        && ushort.TryParse(text[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? (char)code
            : null;
}
