using System.Text;

namespace Consent.Grpc.Tests.Wire;

/// <summary>As much of HPACK as is needed: literals out; literals and the static table in, since no dynamic table is allowed.</summary>
internal static class Hpack
{
    private const int LiteralWithIndexing = 0x40;
    private const int TableSize = 0x20;
    private const int Indexed = 0x80;

    // RFC 7541, appendix A; the values that a server may use.
    private static readonly string[] StaticNames =
    [
        "", ":authority", ":method", ":method", ":path", ":path", ":scheme", ":scheme", ":status", ":status", ":status", ":status",
        ":status", ":status", ":status", "accept-charset", "accept-encoding", "accept-language", "accept-ranges", "accept",
        "access-control-allow-origin", "age", "allow", "authorization", "cache-control", "content-disposition", "content-encoding",
        "content-language", "content-length", "content-location", "content-range", "content-type", "cookie", "date", "etag", "expect",
        "expires", "from", "host", "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since",
        "last-modified", "link", "location", "max-forwards", "proxy-authenticate", "proxy-authorization", "range", "referer",
        "refresh", "retry-after", "server", "set-cookie", "strict-transport-security", "transfer-encoding", "user-agent", "vary",
        "via", "www-authenticate",
    ];

    private static readonly Dictionary<int, string> StaticValues = new()
    {
        [8] = "200", [9] = "204", [10] = "206", [11] = "304", [12] = "400", [13] = "404", [14] = "500",
    };

    /// <summary>Literals without indexing, never Huffman-coded.</summary>
    public static byte[] Encode(IEnumerable<(string Name, string Value)> headers)
    {
        var block = new List<byte>();
        foreach (var (name, value) in headers)
        {
            block.Add(0);
            EncodeText(block, name);
            EncodeText(block, value);
        }

        return [.. block];
    }

    public static IEnumerable<(string Name, string Value)> Decode(byte[] block)
    {
        var at = 0;
        while (at < block.Length)
        {
            var first = block[at];
            if ((first & Indexed) != 0)
            {
                var index = DecodeNumber(block, ref at, 7);
                yield return (StaticNames[index], StaticValues.GetValueOrDefault(index, ""));
            }
            else if ((first & 0xE0) == TableSize)
            {
                DecodeNumber(block, ref at, 5);
            }
            else
            {
                var index = DecodeNumber(block, ref at, (first & LiteralWithIndexing) != 0 ? 6 : 4);
                var name = index == 0 ? DecodeText(block, ref at) : StaticNames[index];
                yield return (name, DecodeText(block, ref at));
            }
        }
    }

    private static void EncodeText(List<byte> block, string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        var length = bytes.Length;
        if (length < 0x7F)
        {
            block.Add((byte)length);
        }
        else
        {
            block.Add(0x7F);
            for (length -= 0x7F; length >= 0x80; length >>= 7)
            {
                block.Add((byte)(length | 0x80));
            }

            block.Add((byte)length);
        }

        block.AddRange(bytes);
    }

    private static int DecodeNumber(byte[] block, ref int at, int prefix)
    {
        var mask = (1 << prefix) - 1;
        var number = block[at++] & mask;
        if (number < mask)
        {
            return number;
        }

        for (var shift = 0; ; shift += 7)
        {
            var next = block[at++];
            number += (next & 0x7F) << shift;
            if ((next & 0x80) == 0)
            {
                return number;
            }
        }
    }

    private static string DecodeText(byte[] block, ref int at)
    {
        Assert.True((block[at] & 0x80) == 0, "Huffman coding is not expected of this server.");
        var length = DecodeNumber(block, ref at, 7);
        at += length;
        return Encoding.Latin1.GetString(block, at - length, length);
    }
}
