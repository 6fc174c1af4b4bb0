using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Consent.Silo.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Tests.Access;

public sealed class AuthorityKeysTests
{
    [Fact]
    public async Task Read_KeysOfEachKind_AreThere()
    {
        using var ecdsa = TokenSigner.Ecdsa("ecdsa");
        using var rsa = TokenSigner.Rsa("rsa");
        await using var authority = await LoopbackAuthority.StartAsync(ecdsa, rsa);

        var read = await ReadAsync(authority, options => options.Issuers = "https://old.example.com/, alias");

        Assert.Equal(["ecdsa", "rsa"], read.Keys.Select(key => key.KeyId));
        Assert.Equal([authority.Issuer, "https://old.example.com/", "alias"], read.Issuers);
    }

    [Fact]
    public async Task Read_Twice_IsTheSame()
    {
        using var signer = TokenSigner.Ecdsa();
        using var other = TokenSigner.Ecdsa();
        await using var authority = await LoopbackAuthority.StartAsync(signer);
        var read = await ReadAsync(authority);

        Assert.True(read.IsSameAs(await ReadAsync(authority)));

        authority.Keys = [other.Jwk()];
        Assert.False(read.IsSameAs(await ReadAsync(authority)));
    }

    [Fact]
    public async Task Read_SecretsAndShortKeys_AreLeftOut()
    {
        using var good = TokenSigner.Ecdsa("good");
        using var weak = TokenSigner.Rsa("weak", bits: 1024);
        await using var authority = await LoopbackAuthority.StartAsync(good, weak);
        authority.Keys = [.. authority.Keys, new() { ["kty"] = "oct", ["kid"] = "secret", ["k"] = new string('A', 43) }];

        Assert.Equal(["good"], (await ReadAsync(authority)).Keys.Select(key => key.KeyId));
    }

    [Fact]
    public async Task Read_KeyInACertificate_IsThere()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=signer", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        await using var authority = await LoopbackAuthority.StartAsync();
        authority.Keys =
        [
            new() { ["kty"] = "RSA", ["kid"] = "certified", ["x5c"] = new[] { Convert.ToBase64String(certificate.RawData) } },
        ];

        Assert.Equal("certified", Assert.Single((await ReadAsync(authority)).Keys).KeyId);
    }

    [Fact]
    public async Task Read_ListOfVeryManyKeys_TakesAFew()
    {
        var signers = Enumerable.Range(0, 100).Select(index => TokenSigner.Ecdsa($"{index}")).ToList();
        await using var authority = await LoopbackAuthority.StartAsync([.. signers]);

        Assert.Equal(32, (await ReadAsync(authority)).Keys.Count);
        signers.ForEach(signer => signer.Dispose());
    }

    [Fact]
    public async Task Read_AnswersThatCannotBe_AreRefused()
    {
        using var signer = TokenSigner.Ecdsa();
        await using var authority = await LoopbackAuthority.StartAsync(signer);
        Func<IResult>[] answers =
        [
            () => Results.StatusCode(500),
            () => Results.NotFound(),
            () => Results.Redirect("/.well-known/openid-configuration"),
            () => Results.Text("not json"),
            () => Results.Text(""),
            () => Results.Json(new { keys = Array.Empty<object>() }),
            () => Results.Json(new { }),
            () => Results.Text(new string('[', 100_000)),
            () => Results.Text(new string(' ', 2_000_000)),
        ];

        foreach (var answer in answers)
        {
            authority.KeysAnswer = answer;
            await AssertUnreadableAsync(authority);
        }

        authority.KeysAnswer = null;
        Assert.Single((await ReadAsync(authority)).Keys);
    }

    [Fact]
    public async Task Read_AuthorityThatNamesNoIssuer_IsRefused()
    {
        using var signer = TokenSigner.Ecdsa();
        await using var authority = await LoopbackAuthority.StartAsync(signer);
        authority.Discovery = new() { ["jwks_uri"] = $"{authority.Issuer}/keys" };

        await AssertUnreadableAsync(authority);
    }

    [Fact]
    public async Task Read_KeysWithoutHttps_AreRefusedWhereItIsRequired()
    {
        using var signer = TokenSigner.Ecdsa();
        await using var authority = await LoopbackAuthority.StartAsync(signer);

        await AssertUnreadableAsync(authority, options => options.RequireHttpsMetadata = true);
        Assert.Equal(0, authority.Readings);
    }

    private static async Task AssertUnreadableAsync(LoopbackAuthority authority, Action<JwtOptions>? change = null)
    {
        var refusal = await Assert.ThrowsAsync<KeysUnreadableException>(() => ReadAsync(authority, change));
        Assert.NotEmpty(refusal.Message);
    }

    private static async Task<KeySet> ReadAsync(LoopbackAuthority authority, Action<JwtOptions>? change = null)
    {
        var options = new JwtOptions { Authority = authority.Issuer, Audience = "consent", RequireHttpsMetadata = false };
        change?.Invoke(options);
        using var keys = new AuthorityKeys(Options.Create(options));
        return await keys.ReadAsync(CancellationToken.None);
    }
}
