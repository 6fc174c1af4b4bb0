using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Consent.Silo.Access;

/// <summary>The public keys that tokens may be signed with, and their issuers.</summary>
internal sealed class KeySet
{
    private const int MinRsaBits = 2048;

    // A token without an id of its key is tried with each.
    private const int MaxKeys = 32;

    // P-256, P-384 and P-521, the curves of ES256, ES384 and ES512.
    private static readonly string?[] Curves = ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35"];

    private readonly HashSet<string> _identities;

    /// <param name="keys">Keys of any kind; those that are symmetric or too short are left out.</param>
    /// <param name="issuers">What a token's <c>iss</c> may be.</param>
    public KeySet(IEnumerable<SecurityKey> keys, IEnumerable<string> issuers)
    {
        Keys = [.. keys.Where(IsStrong).Take(MaxKeys)];
        Issuers = [.. issuers];
        _identities = [.. Keys.Select(IdentityOf)];
    }

    public IReadOnlyList<SecurityKey> Keys { get; }

    public IReadOnlyList<string> Issuers { get; }

    /// <summary>The keys that may have signed a token: those of that id, and those that have none.</summary>
    public IEnumerable<SecurityKey> For(string? keyId) => string.IsNullOrEmpty(keyId)
        ? Keys
        : Keys.Where(key => string.IsNullOrEmpty(key.KeyId) || key.KeyId == keyId);

    /// <summary>A key's name and what it is, which does not change when the keys are read again.</summary>
    public static string IdentityOf(SecurityKey key) => $"{key.KeyId} " + (key is X509SecurityKey { Certificate: { } certificate }
        ? certificate.GetCertHashString(HashAlgorithmName.SHA256)
        : Convert.ToHexString(key.ComputeJwkThumbprint()));

    public bool Has(string identity) => _identities.Contains(identity);

    public bool IsSameAs(KeySet other) =>
        _identities.SetEquals(other._identities) && Issuers.ToHashSet().SetEquals(other.Issuers);

    private static bool IsStrong(SecurityKey key) => key switch
    {
        RsaSecurityKey => key.KeySize >= MinRsaBits,
        ECDsaSecurityKey ecdsa => IsStrong(ecdsa.ECDsa),
        X509SecurityKey certificate => IsStrong(certificate.PublicKey),
        _ => false,
    };

    private static bool IsStrong(AsymmetricAlgorithm key) => key switch
    {
        RSA => key.KeySize >= MinRsaBits,
        ECDsa ecdsa => Curves.Contains(ecdsa.ExportParameters(includePrivateParameters: false).Curve.Oid.Value),
        _ => false,
    };
}

/// <summary>Where the keys come from.</summary>
internal interface IKeySource
{
    /// <exception cref="KeysUnreadableException">They cannot be had as they should be.</exception>
    Task<KeySet> ReadAsync(CancellationToken cancellation);
}

/// <summary>The keys cannot be read. The message shows no setting and nothing that was read.</summary>
internal sealed class KeysUnreadableException(string message) : Exception(message);
