using Consent.Silo.Access;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Tests.Access;

public sealed class PublicKeyFileTests : IDisposable
{
    private const string Issuer = "signer";

    private readonly TempFolder _folder = new();
    private readonly SigningKeys _keys;
    private readonly JwtReader _reader;

    public PublicKeyFileTests()
    {
        var options = Options.Create(new JwtOptions { PublicKey = _folder.File("key.pem"), Audience = "consent", Issuers = Issuer });
        _keys = new SigningKeys(new PublicKeyFile(options), TimeProvider.System, NullLogger<SigningKeys>.Instance);
        _reader = new JwtReader(options, _keys, new TokenCache(), TimeProvider.System);
    }

    public void Dispose()
    {
        _keys.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("any")]
    public async Task Read_SignedWithAKeyOfTheFile_IsTakenWhateverItsName(string? keyId)
    {
        using var ecdsa = TokenSigner.Ecdsa(keyId);
        using var rsa = TokenSigner.Rsa(keyId);
        using var stranger = TokenSigner.Ecdsa(keyId);
        await WriteAsync(ecdsa.Pem + "\n" + rsa.Pem);

        Assert.True(await IsTakenAsync(ecdsa));
        Assert.True(await IsTakenAsync(rsa));
        Assert.False(await IsTakenAsync(stranger));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("any")]
    public async Task Read_FileThatHasChanged_TakesItsNewKeyAtOnce(string? keyId)
    {
        using var old = TokenSigner.Ecdsa(keyId);
        using var young = TokenSigner.Ecdsa(keyId);
        await WriteAsync(old.Pem);
        Assert.True(await IsTakenAsync(old));

        await File.WriteAllTextAsync(_folder.File("key.pem"), young.Pem);

        Assert.True(await IsTakenAsync(young));
        Assert.False(await IsTakenAsync(old));
    }

    [Fact]
    public async Task Read_FileThatHasGone_KeepsItsKeys()
    {
        using var signer = TokenSigner.Ecdsa();
        await WriteAsync(signer.Pem);

        File.Delete(_folder.File("key.pem"));
        await _keys.ReadAsync();

        Assert.True(await IsTakenAsync(signer));
    }

    private async Task WriteAsync(string pem)
    {
        await File.WriteAllTextAsync(_folder.File("key.pem"), pem);
        await _keys.ReadAsync();
    }

    private async Task<bool> IsTakenAsync(TokenSigner signer)
    {
        var token = signer.Sign(Issuer, TimeProvider.System.GetUtcNow());
        return (await _reader.ReadAsync(TokenReading.Scheme + token, TokenReading.Scheme.Length)).Caller is not null;
    }
}
