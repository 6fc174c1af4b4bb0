using Consent.Load.Http2;

namespace Consent.Load.Tests.Http2;

public sealed class HeaderDecoderTests
{
    // RFC 7541, appendix C.2 to C.6, as far as they need no dynamic table.
    [Theory]
    [InlineData("400a637573746f6d2d6b65790d637573746f6d2d686561646572", "custom-key: custom-header")]
    [InlineData("040c2f73616d706c652f70617468", ":path: /sample/path")]
    [InlineData("100870617373776f726406736563726574", "password: secret")]
    [InlineData("82", ":method: GET")]
    [InlineData("828684410f7777772e6578616d706c652e636f6d", ":method: GET; :scheme: http; :path: /; :authority: www.example.com")]
    [InlineData("828684418cf1e3c2e5f23a6ba0ab90f4ff", ":method: GET; :scheme: http; :path: /; :authority: www.example.com")]
    [InlineData("4882640258 85aec3771a4b", ":status: 302; cache-control: private")]
    public void Decode_ExampleOfTheRfc_ItsHeaders(string hex, string headers) => Assert.Equal(headers, Decode(Bytes(hex)));

    [Fact]
    public void Decode_ChangeOfTheTablesSize_IsPassedOver() => Assert.Equal(":status: 200", Decode(Bytes("2088")));

    [Fact]
    public void Decode_LongValue_IsReadWhole()
    {
        var value = new string('x', 1337);

        Assert.Equal($":path: {value}", Decode(HeaderEncoderTests.Literal(4, value)));
    }

    [Fact]
    public void Decode_CutOffAnywhere_IsRefused()
    {
        var block = Bytes("100870617373776f726406736563726574");
        for (var length = 1; length < block.Length; length++)
        {
            Assert.Throws<Http2Exception>(() => Decode(block[..length]));
        }
    }

    [Theory]
    [InlineData("80")]
    [InlineData("be")] // 62: the first of the dynamic table.
    [InlineData("ffffffffffffff")]
    public void Decode_HeaderThatThereIsNot_IsRefused(string hex) => Assert.Throws<Http2Exception>(() => Decode(Bytes(hex)));

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    private static string Decode(byte[] block) => string.Join("; ", HeaderDecoder.Decode(block).Select(header => $"{header.Name}: {header.Value}"));
}
