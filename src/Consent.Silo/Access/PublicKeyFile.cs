using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Consent.Silo.Access;

/// <summary>Reads public keys from a PEM file: several, while one replaces another.</summary>
internal sealed class PublicKeyFile(IOptions<JwtOptions> options) : IKeySource
{
    private const string Setting = $"{JwtOptions.Section}:{nameof(JwtOptions.PublicKey)}";
    private const string PublicKeyLabel = "PUBLIC KEY";
    private const string Needed =
        "The file must hold public keys alone (BEGIN PUBLIC KEY): RSA of 2048 bits or more, or ECDSA.";

    /// <summary>Says why the keys of a file cannot be used; null where they can.</summary>
    public static string? Problem(string path)
    {
        try
        {
            Read(path);
            return null;
        }
        catch (KeysUnreadableException e)
        {
            return e.Message;
        }
    }

    public Task<KeySet> ReadAsync(CancellationToken cancellation) =>
        Task.FromResult(new KeySet(Read(options.Value.PublicKey!), options.Value.Issuers.Items()));

    private static List<SecurityKey> Read(string path)
    {
        var pem = Text(path);
        var keys = new List<SecurityKey>();
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var found))
        {
            keys.Add(Key(rest[found.Label], rest[found.Location]));
            rest = rest[found.Location.End..];
        }

        return keys.Count > 0 && keys.Count == new KeySet(keys, []).Keys.Count ? keys : throw Unusable();
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KeysUnreadableException($"{Setting} names a file that does not exist. It must be the path of a PEM file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new KeysUnreadableException(
                $"{Setting} names a file that cannot be read. It must be the path of a PEM file that this server may read.");
        }
    }

    private static SecurityKey Key(ReadOnlySpan<char> label, ReadOnlySpan<char> pem)
    {
        if (label is not PublicKeyLabel)
        {
            throw Unusable();
        }

        return (SecurityKey?)TryRsa(pem) ?? TryEcdsa(pem) ?? throw Unusable();
    }

    private static RsaSecurityKey? TryRsa(ReadOnlySpan<char> pem)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            return new RsaSecurityKey(key);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    private static ECDsaSecurityKey? TryEcdsa(ReadOnlySpan<char> pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return new ECDsaSecurityKey(key);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    private static KeysUnreadableException Unusable() =>
        new($"{Setting} names a file without keys to check tokens with. {Needed}");
}
