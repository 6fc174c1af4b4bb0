using System.Security.Cryptography;
using Consent.Silo.Tests.Servers;
using Consent.V1;

namespace Consent.Silo.Tests.Sealing;

public sealed class SealingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Server_WithAKey_SealsSignsAndLogsWhatIsEntered()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(_folder.File("seal.pem"), key.ExportECPrivateKeyPem());
        await using var server = await ServerProcess.StartAsync(
            new ServerSetup(_folder.Path) { Settings = [$"Ledger:SigningKey={_folder.File("seal.pem")}"] });
        await server.RecordAsync(Wire.Text("+15557002001", "STOP", "0"));

        var line = await server.Output.LineAsync("Sealed the ledger up to position 1: ");

        var ledger = new ConsentLedger.ConsentLedgerClient(server.Connect());
        var seal = Assert.Single((await ledger.ListSealsAsync(new ListSealsRequest())).Seals);
        Assert.EndsWith(Convert.ToHexStringLower(seal.Digest.Span), line.TrimEnd(), StringComparison.Ordinal);
        Assert.True(key.VerifyHash(seal.Digest.Span, seal.Signature.Span, DSASignatureFormat.Rfc3279DerSequence));
        using var verification = ledger.VerifyLedger(new VerifyLedgerRequest());
        Assert.True(await verification.ResponseStream.MoveNext(default));
        Assert.Equal(new VerifyLedgerResponse { EntriesVerified = 1, Done = true }, verification.ResponseStream.Current);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("folder")]
    [InlineData("nonsense")]
    [InlineData("rsa")]
    [InlineData("p384")]
    [InlineData("public")]
    [InlineData("encrypted")]
    [InlineData("pasted")]
    public async Task Start_KeyThatCannotSign_RefusesAndKeepsItToItself(string kind)
    {
        using var key = ECDsa.Create(kind == "p384" ? ECCurve.NamedCurves.nistP384 : ECCurve.NamedCurves.nistP256);
        var path = _folder.File($"{kind}.pem");
        var pem = kind switch
        {
            "missing" or "folder" => null,
            "nonsense" => "aardvark",
            "rsa" => RsaKey(),
            "public" => key.ExportSubjectPublicKeyInfoPem(),
            "encrypted" => key.ExportEncryptedPkcs8PrivateKeyPem("aardvark", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1_000)),
            _ => key.ExportPkcs8PrivateKeyPem(),
        };
        if (kind == "folder")
        {
            Directory.CreateDirectory(path);
        }
        else if (pem is not null)
        {
            await File.WriteAllTextAsync(path, pem);
        }

        var exit = await ServerProcess.RunAsync(new ServerSetup(_folder.Path)
        {
            Settings = [$"Ledger:SigningKey={(kind == "pasted" ? pem : path)}"],
        });

        exit.AssertRefusal("Ledger:SigningKey");
        Assert.False(File.Exists(_folder.Database));
        Assert.All(
            (pem ?? "BEGIN").Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.DoesNotContain(line, exit.Output, StringComparison.Ordinal));
    }

    private static string RsaKey()
    {
        using var key = RSA.Create(2_048);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
