using System.Security.Cryptography;
using Consent.Storage.Database;
using Consent.Storage.Seals;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Seals;

/// <summary>With a key, every seal after the first signed one must be signed by it.</summary>
public abstract class SignatureTests : DatabaseSuite
{
    private readonly TestKeys _keys = new();
    private readonly SealSigner _signer;
    private readonly SealedLedger _ledger;

    protected SignatureTests(Func<ITestDatabase> create)
        : base(create)
    {
        _signer = _keys.NewSigner();
        _ledger = new SealedLedger(Database, _signer);
    }

    [Fact]
    public async Task Seal_WithAKey_IsSignedOverTheDigest()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signer = SealSigner.From(new LedgerOptions { SigningKey = _keys.Write(key.ExportECPrivateKeyPem()) });

        await _ledger.With(signer).SealAsync(2);

        var seal = Assert.Single(await _ledger.SealsAsync());
        Assert.True(key.VerifyHash(seal.Digest, seal.Signature!, DSASignatureFormat.Rfc3279DerSequence));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16], seal.KeyId);
    }

    [Fact]
    public async Task Verify_AllSigned_FindsNothing()
    {
        await SealTwoAsync();

        Assert.Empty((await _ledger.VerifyAsync()).Faults);
    }

    [Theory]
    [InlineData("signature = NULL, key_id = NULL")]
    [InlineData("key_id = '0123456789abcdef'")]
    [InlineData("signature = (SELECT signature FROM ledger_seal WHERE through_position = 2)")]
    public async Task Verify_SignatureForgedOrMissing_NamesItsSeal(string change)
    {
        await SealTwoAsync();

        await _ledger.TamperAsync($"UPDATE ledger_seal SET {change} WHERE through_position = 3");

        Assert.Equal(
            new SealFault(2, 3, $"The seal is not signed by the key {_signer.KeyId}."), Assert.Single((await _ledger.VerifyAsync()).Faults));
    }

    [Fact]
    public async Task Verify_SignatureThatIsNone_NamesItsSeal()
    {
        await SealTwoAsync();

        await _ledger.TamperAsync("UPDATE ledger_seal SET signature = digest WHERE through_position = 2");

        Assert.Equal((0L, 2L), Assert.Single((await _ledger.VerifyAsync()).Faults) is var fault
            ? (fault.FromPosition, fault.ThroughPosition)
            : default);
    }

    [Fact]
    public async Task Verify_NoSealSigned_IsFound()
    {
        await SealTwoAsync();

        await _ledger.TamperAsync("UPDATE ledger_seal SET signature = NULL, key_id = NULL");

        Assert.Equal(new SealFault(0, 3, $"No seal is signed by the key {_signer.KeyId}."), Assert.Single((await _ledger.VerifyAsync()).Faults));
    }

    [Fact]
    public async Task Verify_RewrittenAndResealedWithoutTheKey_IsFound()
    {
        await SealTwoAsync();

        await _ledger.TamperAsync("UPDATE ledger SET body = 'START' WHERE position = 3", "DELETE FROM ledger_seal WHERE through_position = 3");
        await _ledger.With(null).Sealer.SealAsync(default);

        Assert.Equal(
            new SealFault(2, 3, $"The seal is not signed by the key {_signer.KeyId}."), Assert.Single((await _ledger.VerifyAsync()).Faults));
    }

    [Fact]
    public async Task Verify_KeyConfiguredLater_AsksNothingOfTheSealsBefore()
    {
        await _ledger.With(null).SealAsync(2);
        var story = new RecordStory(Database, Samples.Number(1));
        await story.EnterAsync(Samples.OptOut("later"));
        await _ledger.Sealer.SealAsync(default);

        Assert.Empty((await _ledger.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Verify_KeyChanged_AsksNothingOfTheSealsBefore()
    {
        await SealTwoAsync();
        using var other = _keys.NewSigner();
        var changed = _ledger.With(other);
        var story = new RecordStory(Database, Samples.Number(1));
        await story.EnterAsync(Samples.OptOut("later"));
        await changed.Sealer.SealAsync(default);

        Assert.Empty((await changed.VerifyAsync()).Faults);
        Assert.Equal(3, Assert.Single((await _ledger.VerifyAsync()).Faults).FromPosition);
    }

    [Fact]
    public async Task Seal_KeyWasReplaced_SealsNoMore()
    {
        await SealTwoAsync();
        using var other = _keys.NewSigner();
        var changed = _ledger.With(other);
        await _ledger.EnterAsync(1);
        await changed.Sealer.SealAsync(default);
        await _ledger.EnterAsync(1);

        var refused = await Assert.ThrowsAsync<StorageRefusedException>(() => _ledger.Sealer.SealAsync(default));

        Assert.Contains($"The key {_signer.KeyId}", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"the key {other.KeyId}", refused.Message, StringComparison.Ordinal);
        await changed.Sealer.SealAsync(default);
        Assert.Equal([_signer.KeyId, _signer.KeyId, other.KeyId, other.KeyId], (await _ledger.SealsAsync()).Select(seal => seal.KeyId));
        Assert.Empty((await changed.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Verify_WithoutAKey_LooksAtNoSignature()
    {
        await SealTwoAsync();

        Assert.Empty((await _ledger.With(null).VerifyAsync()).Faults);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _signer.Dispose();
        _keys.Dispose();
    }

    private async Task SealTwoAsync()
    {
        await _ledger.SealAsync(2);
        await _ledger.SealAsync(1);
    }
}
