using Consent.Load.Http2;

namespace Consent.Load.Tests.Http2;

public sealed class HuffmanTests
{
    // RFC 7541, appendix C.4 and C.6.
    [Theory]
    [InlineData("f1e3c2e5f23a6ba0ab90f4ff", "www.example.com")]
    [InlineData("a8eb10649cbf", "no-cache")]
    [InlineData("25a849e95ba97d7f", "custom-key")]
    [InlineData("25a849e95bb8e8b4bf", "custom-value")]
    [InlineData("6402", "302")]
    [InlineData("aec3771a4b", "private")]
    [InlineData("d07abe941054d444a8200595040b8166e082a62d1bff", "Mon, 21 Oct 2013 20:13:21 GMT")]
    [InlineData("9d29ad171863c78f0b97c8e9ae82ae43d3", "https://www.example.com")]
    [InlineData(
        "94e7821dd7f2e6c7b335dfdfcd5b3960d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007",
        "foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1")]
    public void Decode_ExampleOfTheRfc_ItsText(string hex, string text) => Assert.Equal(text, Huffman.Decode(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("07ff")] // Eleven bits of padding.
    [InlineData("06")] // '0', then padding that is not all ones.
    [InlineData("ffffffff")] // The end of the string, which is never sent.
    public void Decode_WrongEnd_IsRefused(string hex) =>
        Assert.Throws<Http2Exception>(() => Huffman.Decode(Convert.FromHexString(hex)));
}
