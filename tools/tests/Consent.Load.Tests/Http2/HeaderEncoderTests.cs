using Consent.Load.Http2;

namespace Consent.Load.Tests.Http2;

public sealed class HeaderEncoderTests
{
    [Fact]
    public void Request_Secrets_AreReadBackAndNeverIndexed()
    {
        var token = new string('t', 700);

        var block = HeaderEncoder.Request(new Uri("https://consent.example:5080"), "/service/Method", [new("authorization", token)]);

        Assert.Equal(
            [
                (":method", "POST"), (":scheme", "https"), (":path", "/service/Method"), (":authority", "consent.example:5080"),
                ("content-type", "application/grpc"), ("te", "trailers"), ("authorization", token),
            ],
            HeaderDecoder.Decode(block));
        Assert.Equal(0x10, block[block.AsSpan().IndexOf("authorization"u8) - 2]);
    }

    /// <summary>A literal whose name is in the static table, as our encoder writes one.</summary>
    internal static byte[] Literal(byte name, string value)
    {
        // The first three bytes are the method, the scheme and the path's name.
        var block = HeaderEncoder.Request(new Uri("http://a"), value, []);
        var end = block.AsSpan().LastIndexOf((byte)'x') + 1;
        return [name, .. block.AsSpan(3, end - 3)];
    }
}
