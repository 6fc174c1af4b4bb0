using System.IO.Compression;
using System.Text;
using Consent.Grpc.Wire;
using Grpc.Core;

namespace Consent.Grpc.Tests.Wire;

/// <summary>Bytes that are no message of any method, and what is answered to them.</summary>
/// <param name="Name">What is wrong.</param>
/// <param name="Of">The bytes, given a good message of the method.</param>
internal sealed record Fault(string Name, Func<byte[], byte[]> Of)
{
    private const int Limit = 1 << 20;

    private static readonly string[] TextFaults =
        ["bad UTF-8", "overlong UTF-8", "cut UTF-8", "UTF-8 past U+10FFFF", "a lone surrogate", "a pair of surrogates"];

    // Compressed once: a hundred megabytes of nothing.
    private static readonly byte[] Zeros = new byte[100 * Limit];
    private static readonly byte[] GzipBomb = Compressed(Zeros, stream => new GZipStream(stream, CompressionLevel.Fastest));
    private static readonly byte[] DeflateBomb = Compressed(Zeros, stream => new ZLibStream(stream, CompressionLevel.Fastest));

    public (string Name, string Value)[] Headers { get; init; } = [];

    /// <summary>Gets a value indicating whether it is one in a stream as well.</summary>
    public bool InStreams { get; init; } = true;

    public bool IsTooLarge { get; init; }

    /// <summary>Gets a value indicating whether it is one only in a message that begins with a text, or a message: not with a number.</summary>
    public bool NeedsText { get; init; }

    public StatusCode Status => IsTooLarge ? StatusCode.ResourceExhausted : StatusCode.InvalidArgument;

    public string Reason => IsTooLarge ? ErrorReason.MessageTooLarge : ErrorReason.MessageUndecodable;

    public static IReadOnlyDictionary<string, Fault> ByName { get; } =
        Messages().Concat(Framings()).Concat(Compressions()).Concat(Sizes()).ToDictionary(fault => fault.Name);

    public bool Concerns(string method) =>
        (InStreams || method != WireMethods.Stream)
        && !(NeedsText && method is (WireMethods.ListAccounts or WireMethods.ListSeals or WireMethods.ResolveReview
            or WireMethods.ListApiKeys));

    public override string ToString() => Name;

    // Field 1 of every method's request but three's is a text, or a message that such bytes are not.
    private static IEnumerable<Fault> Messages() => new (string Name, byte[] Message)[]
    {
        ("bad UTF-8", [0x0A, 2, 0xC3, 0x28]),
        ("overlong UTF-8", [0x0A, 2, 0xC0, 0x80]),
        ("cut UTF-8", [0x0A, 2, 0xE2, 0x82]),
        ("UTF-8 past U+10FFFF", [0x0A, 4, 0xF4, 0x90, 0x80, 0x80]),
        ("a lone surrogate", [0x0A, 3, 0xED, 0xA0, 0x80]),
        ("a pair of surrogates", [0x0A, 6, 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80]),
        ("a tag without an end", [.. Repeat(11, 0xFF)]),
        ("a number without an end", [0xF8, 0x06, .. Repeat(11, 0xFF)]),
        ("a length without an end", [0x0A, .. Repeat(11, 0xFF)]),
        ("wire type 6", [0x0E, 1]),
        ("wire type 7", [0x0F, 1]),
        ("field 0", [0x00, 1]),
        ("the end of no group", [0x0C]),
        ("the end of another group", [0xA3, 0x06, 0xAC, 0x06]),
        ("a group without an end", [0xA3, 0x06]),
        ("200 groups", [.. Repeat(200, 0xA3, 0x06), .. Repeat(200, 0xA4, 0x06)]),
        ("a text that is cut", [0x0A, 5, 0x41]),
        ("a length below zero", [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]),
        ("a length past the end", [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0x07]),
        ("JSON", Encoding.UTF8.GetBytes("""{"senderNumber": "+15550001111"}""")),
    }.Select(row => new Fault(row.Name, _ => WireMethods.Framed(row.Message)) { NeedsText = TextFaults.Contains(row.Name) });

    private static IEnumerable<Fault> Framings() =>
    [
        new("a prefix longer than the message", good => WireMethods.Framed(good, good.Length + 10)),
        new("a prefix shorter than the message", good => WireMethods.Framed(good, good.Length - 1)),
        new("part of a prefix", _ => [0, 0, 0]),
        new("a prefix and no message", good => WireMethods.Framed([], good.Length)),
        new("no message", _ => []) { InStreams = false },
        new("two messages", good => [.. WireMethods.Framed(good), .. WireMethods.Framed(good)]) { InStreams = false },
        new("a message and a byte", good => [.. WireMethods.Framed(good), 0]),
        new("an unknown flag", good => WireMethods.Framed(good, flag: 2)),
    ];

    private static IEnumerable<Fault> Compressions() =>
    [
        new("compressed by nothing", good => WireMethods.Framed(good, flag: 1)),
        new("compressed by identity", good => WireMethods.Framed(good, flag: 1)) { Headers = [("grpc-encoding", "identity")] },
        new("no gzip", good => WireMethods.Framed(good, flag: 1)) { Headers = [("grpc-encoding", "gzip")] },
        new("no deflate", good => WireMethods.Framed(good, flag: 1)) { Headers = [("grpc-encoding", "deflate")] },
        new("gzip that is cut", good => WireMethods.Framed(Gzip(good)[..^12], flag: 1))
        {
            NeedsText = true,
            Headers = [("grpc-encoding", "gzip")],
        },
    ];

    private static IEnumerable<Fault> Sizes() =>
    [
        new("a byte too many", _ => WireMethods.Framed([0x0A, 0xFC, 0xFF, 0x3F, .. Repeat(Limit - 3, 0x41)])) { IsTooLarge = true },
        new("a prefix of more than may be", _ => WireMethods.Framed([], Limit + 1)) { IsTooLarge = true },
        new("a prefix of 2 GiB", _ => WireMethods.Framed([], int.MaxValue)) { IsTooLarge = true },
        new("a gzip bomb", _ => WireMethods.Framed(GzipBomb, flag: 1)) { IsTooLarge = true, Headers = [("grpc-encoding", "gzip")] },
        new("a deflate bomb", _ => WireMethods.Framed(DeflateBomb, flag: 1))
        {
            IsTooLarge = true,
            Headers = [("grpc-encoding", "deflate")],
        },
    ];

    public static byte[] Gzip(byte[] message) => Compressed(message, stream => new GZipStream(stream, CompressionLevel.Fastest));

    private static byte[] Compressed(byte[] message, Func<Stream, Stream> compression)
    {
        var compressed = new MemoryStream();
        using (var stream = compression(compressed))
        {
            stream.Write(message);
        }

        return compressed.ToArray();
    }

    private static IEnumerable<byte> Repeat(int count, params byte[] bytes) => Enumerable.Repeat(bytes, count).SelectMany(part => part);
}
