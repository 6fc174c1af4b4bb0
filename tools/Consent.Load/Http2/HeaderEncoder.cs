using System.Text;

namespace Consent.Load.Http2;

/// <summary>Writes a header block without a dynamic table: written once, the same bytes do for every call.</summary>
internal static class HeaderEncoder
{
    private const byte NotIndexed = 0x00;
    private const byte NeverIndexed = 0x10;

    /// <param name="address">The server's.</param>
    /// <param name="path">The method's.</param>
    /// <param name="secrets">Headers of the caller's own, which no proxy on the way may keep.</param>
    public static byte[] Request(Uri address, string path, IEnumerable<KeyValuePair<string, string>> secrets)
    {
        var block = new List<byte>
        {
            0x83, // :method POST
            (byte)(address.Scheme == Uri.UriSchemeHttps ? 0x87 : 0x86), // :scheme
            NotIndexed | 4, // :path
        };
        AddString(block, path);
        block.Add(NotIndexed | 1); // :authority
        AddString(block, address.Authority);
        Add(block, NotIndexed, "content-type", "application/grpc");
        Add(block, NotIndexed, "te", "trailers");
        foreach (var (name, value) in secrets)
        {
            Add(block, NeverIndexed, name, value);
        }

        return [.. block];
    }

    private static void Add(List<byte> block, byte kind, string name, string value)
    {
        block.Add(kind);
        AddString(block, name);
        AddString(block, value);
    }

    private static void AddString(List<byte> block, string text)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        const int Most = 0x7f;
        if (bytes.Length < Most)
        {
            block.Add((byte)bytes.Length);
        }
        else
        {
            block.Add(Most);
            var rest = bytes.Length - Most;
            for (; rest >= 0x80; rest >>= 7)
            {
                block.Add((byte)(rest | 0x80));
            }

            block.Add((byte)rest);
        }

        block.AddRange(bytes);
    }
}
