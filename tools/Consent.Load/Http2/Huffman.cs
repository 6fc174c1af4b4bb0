using System.Text;

namespace Consent.Load.Http2;

/// <summary>HPACK's Huffman code (RFC 7541, appendix B). It is canonical: the codes follow from their lengths.</summary>
internal static class Huffman
{
    private const int EndOfString = 256;
    private const int Longest = 30;

    // In bits, by symbol.
    private static readonly byte[] Lengths =
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28,
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10,
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6,
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28,
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24,
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23,
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, 19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27,
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26,
        30,
    ];

    // Symbols in the order of their codes; for each length the first code and where its symbols begin.
    private static readonly short[] Symbols =
        [.. Enumerable.Range(0, Lengths.Length).OrderBy(symbol => Lengths[symbol]).ThenBy(symbol => symbol).Select(symbol => (short)symbol)];

    private static readonly (int FirstCode, int Count, int FirstSymbol)[] ByLength = Codes();

    /// <exception cref="Http2Exception">These bytes are no Huffman code.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 2);
        var (code, length) = (0, 0);
        foreach (var each in bytes)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                code = (code << 1) | ((each >> bit) & 1);
                length++;
                var (firstCode, count, firstSymbol) = ByLength[length];
                if (code - firstCode < count)
                {
                    var symbol = Symbols[firstSymbol + code - firstCode];
                    text.Append(symbol == EndOfString ? throw new Http2Exception("a Huffman code with an end inside") : (char)symbol);
                    (code, length) = (0, 0);
                }
                else if (length == Longest)
                {
                    throw new Http2Exception("not a Huffman code");
                }
            }
        }

        // What is left over is padding: fewer than eight bits, all ones.
        return length < 8 && code == (1 << length) - 1 ? text.ToString() : throw new Http2Exception("a Huffman code with wrong padding");
    }

    private static (int FirstCode, int Count, int FirstSymbol)[] Codes()
    {
        var codes = new (int FirstCode, int Count, int FirstSymbol)[Longest + 1];
        var (code, symbol) = (0, 0);
        for (var length = 1; length <= Longest; length++)
        {
            code <<= 1;
            var count = Lengths.Count(each => each == length);
            codes[length] = (code, count, symbol);
            code += count;
            symbol += count;
        }

        return codes;
    }
}
