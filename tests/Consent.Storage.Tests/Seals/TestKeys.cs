using System.Security.Cryptography;
using Consent.Storage.Seals;

namespace Consent.Storage.Tests.Seals;

/// <summary>Keys in files of their own.</summary>
internal sealed class TestKeys : IDisposable
{
    private readonly TempFolder _folder = new();
    private int _files;

    /// <summary>A signer with a new key.</summary>
    public SealSigner NewSigner()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return SealSigner.From(new LedgerOptions { SigningKey = Write(key.ExportPkcs8PrivateKeyPem()) });
    }

    /// <summary>The path of a new file.</summary>
    public string Write(string text)
    {
        var path = _folder.File($"{++_files}.pem");
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Dispose();
}
