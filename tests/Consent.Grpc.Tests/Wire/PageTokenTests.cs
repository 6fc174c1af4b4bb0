using System.Buffers.Text;
using Consent.Grpc.Wire;
using CsCheck;

namespace Consent.Grpc.Tests.Wire;

public sealed class PageTokenTests
{
    [Fact]
    public void TryRead_OfItsList_GivesTheKey() => Gen.Char["az09-_+ "].Array[1, 64].Select(characters => new string(characters))
        .Sample(key => PageToken.TryRead("list", PageToken.Of("list", key), out var last) && last == key);

    [Fact]
    public void TryRead_CutOrChanged_IsNone()
    {
        var token = PageToken.Of("list", "account-17");

        Assert.All(Enumerable.Range(0, token.Length), length => AssertNone(token[..length]));
        Assert.All(Enumerable.Range(0, token.Length), index =>
            AssertNone(string.Concat(token.AsSpan(0, index), token[index] == 'A' ? "B" : "A", token.AsSpan(index + 1))));
        Assert.All(["=", "==", " ", "\n", "A", "\0", "é"], more => AssertNone(token + more));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("account-17")]
    [InlineData("\0")]
    [InlineData("😀")]
    public void TryRead_AnythingElse_IsNone(string token) => AssertNone(token);

    [Fact]
    public void TryRead_OfAnotherList_IsNone() => AssertNone(PageToken.Of("another list", "account-17"));

    [Fact]
    public void TryRead_ForgedWithoutItsSum_IsNone() => AssertNone(Base64Url.EncodeToString("12345678account-17"u8));

    [Fact]
    public void TryRead_Endless_IsNone() => AssertNone(new string('A', 1_000_000));

    private static void AssertNone(string token) => Assert.False(PageToken.TryRead("list", token, out _));
}
