using System.Text;

namespace Consent.Load.Http2;

/// <summary>
/// Reads a header block of a server that was told to keep no dynamic table (RFC 7541): the same bytes always say the same.
/// </summary>
internal static class HeaderDecoder
{
    private static readonly (string Name, string Value)[] Static =
    [
        (":authority", ""), (":method", "GET"), (":method", "POST"), (":path", "/"), (":path", "/index.html"), (":scheme", "http"),
        (":scheme", "https"), (":status", "200"), (":status", "204"), (":status", "206"), (":status", "304"), (":status", "400"),
        (":status", "404"), (":status", "500"), ("accept-charset", ""), ("accept-encoding", "gzip, deflate"), ("accept-language", ""),
        ("accept-ranges", ""), ("accept", ""), ("access-control-allow-origin", ""), ("age", ""), ("allow", ""), ("authorization", ""),
        ("cache-control", ""), ("content-disposition", ""), ("content-encoding", ""), ("content-language", ""), ("content-length", ""),
        ("content-location", ""), ("content-range", ""), ("content-type", ""), ("cookie", ""), ("date", ""), ("etag", ""), ("expect", ""),
        ("expires", ""), ("from", ""), ("host", ""), ("if-match", ""), ("if-modified-since", ""), ("if-none-match", ""), ("if-range", ""),
        ("if-unmodified-since", ""), ("last-modified", ""), ("link", ""), ("location", ""), ("max-forwards", ""),
        ("proxy-authenticate", ""), ("proxy-authorization", ""), ("range", ""), ("referer", ""), ("refresh", ""), ("retry-after", ""),
        ("server", ""), ("set-cookie", ""), ("strict-transport-security", ""), ("transfer-encoding", ""), ("user-agent", ""), ("vary", ""),
        ("via", ""), ("www-authenticate", ""),
    ];

    /// <exception cref="Http2Exception">It is malformed, or refers to a table that there is not.</exception>
    public static List<(string Name, string Value)> Decode(ReadOnlySpan<byte> block)
    {
        var headers = new List<(string Name, string Value)>();
        while (block.Length > 0)
        {
            var first = block[0];
            if ((first & 0x80) != 0)
            {
                headers.Add(Indexed(ReadInteger(ref block, 7)));
            }
            else if ((first & 0xe0) == 0x20)
            {
                ReadInteger(ref block, 5); // A change of the table's size.
            }
            else
            {
                var index = ReadInteger(ref block, (first & 0x40) != 0 ? 6 : 4);
                headers.Add((index == 0 ? ReadString(ref block) : Indexed(index).Name, ReadString(ref block)));
            }
        }

        return headers;
    }

    private static (string Name, string Value) Indexed(int index) =>
        index > 0 && index <= Static.Length ? Static[index - 1] : throw new Http2Exception($"there is no header {index}");

    private static int ReadInteger(ref ReadOnlySpan<byte> block, int bits)
    {
        var most = (1 << bits) - 1;
        var value = Next(ref block) & most;
        for (var shift = 0; value >= most; shift += 7)
        {
            var next = Next(ref block);
            if (shift > 21)
            {
                throw new Http2Exception("a header's integer is too large");
            }

            value += (next & 0x7f) << shift;
            if ((next & 0x80) == 0)
            {
                break;
            }
        }

        return value;
    }

    private static string ReadString(ref ReadOnlySpan<byte> block)
    {
        var huffman = block.Length > 0 && (block[0] & 0x80) != 0;
        var length = ReadInteger(ref block, 7);
        if (length > block.Length)
        {
            throw new Http2Exception("a header is cut off");
        }

        var bytes = block[..length];
        block = block[length..];
        return huffman ? Huffman.Decode(bytes) : Encoding.Latin1.GetString(bytes);
    }

    private static byte Next(ref ReadOnlySpan<byte> block)
    {
        if (block.IsEmpty)
        {
            throw new Http2Exception("a header block is cut off");
        }

        var first = block[0];
        block = block[1..];
        return first;
    }
}
