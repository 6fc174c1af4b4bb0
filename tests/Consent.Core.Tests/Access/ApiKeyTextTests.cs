using System.Security.Cryptography;
using Consent.Core.Access;
using Consent.Core.Records;

namespace Consent.Core.Tests.Access;

public sealed class ApiKeyTextTests
{
    private static readonly string Secret = string.Concat(Enumerable.Repeat("0f", 32));

    [Fact]
    public void New_Key_IsReadBack()
    {
        var (id, text, digest) = ApiKeyText.New();
        var secret = new byte[ApiKeyText.SecretBytes];
        Assert.True(ApiKeyText.TryRead(text, out var readId, secret));
        Assert.Equal(id, readId);
        Assert.True(ApiKeyText.IsDigestOf(digest, secret));
        Assert.NotEqual(text, ApiKeyText.New().Text);
    }

    [Fact]
    public void TryRead_Key_GivesItsIdAndItsSecret()
    {
        var secret = new byte[ApiKeyText.SecretBytes];
        Assert.True(ApiKeyText.TryRead($"consent_00000000000000ff_{Secret}", out var id, secret));
        Assert.Equal(new ApiKeyId(255), id);
        Assert.Equal(Convert.FromHexString(Secret), secret);
    }

    [Fact]
    public void IsDigestOf_AnotherSecret_IsFalse()
    {
        var secret = Convert.FromHexString(Secret);
        var digest = SHA256.HashData(secret);
        Assert.True(ApiKeyText.IsDigestOf(digest, secret));
        secret[^1] ^= 1;
        Assert.False(ApiKeyText.IsDigestOf(digest, secret));
    }

    public static TheoryData<string> NoKeys => new(
        "",
        "consent_",
        Secret,
        $"consent_00000000000000ff_{Secret[1..]}",
        $"consent_00000000000000ff_{Secret}0",
        $"consent_00000000000000ff-{Secret}",
        $"consent_00000000000000FF_{Secret}",
        $"consent_00000000000000ff_{Secret.ToUpperInvariant()}",
        $"consent_00000000000000fg_{Secret}",
        $"consent_ 0000000000000ff_{Secret}",
        $"consent_00000000000000ff_{Secret[..62]}  ",
        $"consent_00000000000000ff_{Secret[..63]}\u0660",
        $"Consent_00000000000000ff_{Secret}");

    [Theory]
    [MemberData(nameof(NoKeys))]
    public void TryRead_NoKey_IsRefused(string text) =>
        Assert.False(ApiKeyText.TryRead(text, out _, new byte[ApiKeyText.SecretBytes]));

    [Fact]
    public void IsValid_Key_UntilItExpiresOrIsRevoked()
    {
        var key = new ApiKey { Id = new ApiKeyId(1), Grant = Grant.Everything, CreatedAt = new Instant(0) };
        Assert.True(key.IsValid(new Instant(long.MaxValue)));
        var expiring = key with { ExpiresAt = new Instant(10) };
        Assert.True(expiring.IsValid(new Instant(9)));
        Assert.False(expiring.IsValid(new Instant(10)));
        Assert.False((key with { RevokedAt = new Instant(5) }).IsValid(new Instant(4)));
    }
}
