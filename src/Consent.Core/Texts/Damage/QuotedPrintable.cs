using System.Buffers;
using System.Globalization;
using System.Text;

namespace Consent.Core.Texts.Damage;

/// <summary>The encoding of e-mail bodies: <c>STOP=20</c>, <c>=53TOP</c>, and <c>=</c> at the end of a line that goes on.</summary>
internal static class QuotedPrintable
{
    // Accented letters of Latin-1, where no UTF-8 is meant.
    private const string AccentedLetters = "ÁÂÃÄÇÉÈÊËÍÑÓÔÕÖÚÜáâãäçéèêëíñóôõöúü";

    internal static ReadOnlySpan<char> Decode(ReadOnlySpan<char> text, TextOrigins? origins)
    {
        var rewriter = new TextRewriter(text, origins);
        Span<char> decoded = stackalloc char[2];
        for (var at = 0; at < text.Length;)
        {
            var sign = text[at..].IndexOf('=');
            if (sign < 0)
            {
                break;
            }

            at += sign;
            var written = 0;
            if (TrySoftBreak(text[at..], out var length) || TryDecode(text[at..], decoded, out written, out length))
            {
                rewriter.Replace(at, at + length, decoded[..written]);
                at += length;
            }
            else
            {
                at++;
            }
        }

        return rewriter.Finish();
    }

    private static bool TrySoftBreak(ReadOnlySpan<char> text, out int length)
    {
        length = text is [_, '\n', ..] ? 2 : text is [_, '\r', '\n', ..] ? 3 : 0;
        return length > 0;
    }

    private static bool TryDecode(ReadOnlySpan<char> text, Span<char> decoded, out int written, out int length)
    {
        (written, length) = (0, 3);
        if (!TryByte(text, out var first))
        {
            return false;
        }

        if (first < 0x80)
        {
            // "Total =2500" is a number.
            var isNumber = char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2]) && text.Length > 3 && char.IsAsciiDigit(text[3]);
            decoded[0] = (char)first;
            written = 1;
            return !isNumber && first is (>= 0x20 and < 0x7F) or (byte)'\t' or (byte)'\n' or (byte)'\r';
        }

        if (TryDecodeUtf8(text, first, out var rune, out length))
        {
            written = rune.EncodeToUtf16(decoded);
            return true;
        }

        // STOP=CANCEL is an instruction.
        (decoded[0], written, length) = ((char)first, 1, 3);
        return AccentedLetters.Contains((char)first, StringComparison.Ordinal)
            && !text[1..].StartsWith("CANCEL", StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryDecodeUtf8(ReadOnlySpan<char> text, byte first, out Rune rune, out int length)
    {
        Span<byte> bytes = [first, 0, 0, 0];
        var count = 1;
        while (count < bytes.Length && text.Length > 3 * count && TryByte(text[(3 * count)..], out bytes[count]))
        {
            count++;
        }

        var status = Rune.DecodeFromUtf8(bytes[..count], out rune, out var read);
        length = 3 * read;
        return status == OperationStatus.Done;
    }

    private static bool TryByte(ReadOnlySpan<char> text, out byte value)
    {
        value = 0;
        return text is ['=', _, _, ..]
            && byte.TryParse(text[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
