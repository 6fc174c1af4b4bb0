using System.Security.Cryptography;
using Consent.Storage.Database;

namespace Consent.Storage.Seals;

/// <summary>Signs seals, and knows its own signatures, where a key is configured.</summary>
public sealed class SealSigner : IDisposable
{
    private const string Setting = $"{LedgerOptions.Section}:{nameof(LedgerOptions.SigningKey)}";
    private const string P256 = "1.2.840.10045.3.1.7";
    private const int KeyIdBytes = 8;

    // As openssl writes and reads it.
    private const DSASignatureFormat Format = DSASignatureFormat.Rfc3279DerSequence;

    private readonly ECDsa? _key;
    private readonly Lock _using = new();

    private SealSigner(ECDsa? key)
    {
        _key = key;
        KeyId = key is null
            ? null
            : Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()).AsSpan(0, KeyIdBytes));
    }

    /// <summary>
    /// Gets the first 16 hexadecimal digits of the SHA-256 of the public key (SubjectPublicKeyInfo, DER); null where there is no key.
    /// </summary>
    public string? KeyId { get; }

    /// <exception cref="StorageRefusedException">
    /// The key cannot be used. The message never shows the setting or the file, as either may hold the key.
    /// </exception>
    public static SealSigner From(LedgerOptions options)
    {
        if (string.IsNullOrEmpty(options.SigningKey))
        {
            return new SealSigner(null);
        }

        var key = ECDsa.Create();
        try
        {
            Import(key, Read(options.SigningKey));
            return new SealSigner(key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    public void Dispose() => _key?.Dispose();

    internal byte[]? Sign(byte[] digest)
    {
        lock (_using)
        {
            return _key?.SignHash(digest, Format);
        }
    }

    internal bool IsSignedByMe(Seal seal)
    {
        lock (_using)
        {
            return _key is not null && seal.KeyId == KeyId && seal.Signature is { } signature
                && _key.VerifyHash(seal.Digest, signature, Format);
        }
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new StorageRefusedException($"{Setting} names a file that does not exist. It must be the path of a PEM file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StorageRefusedException(
                $"{Setting} names a file that cannot be read. It must be the path of a PEM file that this server may read.");
        }
    }

    private static void Import(ECDsa key, string pem)
    {
        const string needed = "The file must hold one ECDSA private key on the curve P-256, in PEM and not encrypted.";
        try
        {
            key.ImportFromPem(pem);

            // A public key has no such part.
            CryptographicOperations.ZeroMemory(key.ExportParameters(includePrivateParameters: true).D);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new StorageRefusedException($"{Setting} names a file without a key that can sign. {needed}");
        }

        if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value != P256)
        {
            throw new StorageRefusedException($"{Setting} names a key on another curve. {needed}");
        }
    }
}
