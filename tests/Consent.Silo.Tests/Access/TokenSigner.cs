using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Consent.Silo.Tests.Access;

/// <summary>Signs tokens, good ones and bad ones: it writes what it is told to.</summary>
internal sealed class TokenSigner : IDisposable
{
    public const string Audience = "consent";

    private readonly AsymmetricAlgorithm _key;

    private TokenSigner(AsymmetricAlgorithm key, string? keyId) => (_key, KeyId) = (key, keyId);

    public string? KeyId { get; }

    /// <summary>Gets the public key as a file has it.</summary>
    public string Pem => _key.ExportSubjectPublicKeyInfoPem();

    public static TokenSigner Ecdsa(string? keyId = "one") => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), keyId);

    public static TokenSigner Rsa(string? keyId = "one", int bits = 2048) => new(RSA.Create(bits), keyId);

    /// <summary>The public key as a key set has it.</summary>
    public SecurityKey PublicKey()
    {
        if (_key is ECDsa ecdsa)
        {
            return new ECDsaSecurityKey(ECDsa.Create(ecdsa.ExportParameters(false))) { KeyId = KeyId };
        }

        return new RsaSecurityKey(((RSA)_key).ExportParameters(false)) { KeyId = KeyId };
    }

    /// <summary>The public key as an authority publishes it.</summary>
    public Dictionary<string, object?> Jwk()
    {
        var jwk = JsonWebKeyConverter.ConvertFromSecurityKey(PublicKey());
        return jwk.Kty == "EC"
            ? new() { ["kty"] = jwk.Kty, ["use"] = "sig", ["kid"] = KeyId, ["crv"] = jwk.Crv, ["x"] = jwk.X, ["y"] = jwk.Y }
            : new() { ["kty"] = jwk.Kty, ["use"] = "sig", ["kid"] = KeyId, ["n"] = jwk.N, ["e"] = jwk.E };
    }

    /// <summary>A token that is taken, but for what is changed.</summary>
    public string Sign(
        string issuer,
        DateTimeOffset now,
        Action<Dictionary<string, object?>>? claims = null,
        Action<Dictionary<string, object?>>? header = null)
    {
        var payload = new Dictionary<string, object?>
        {
            ["iss"] = issuer,
            ["aud"] = Audience,
            ["sub"] = "gateway",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = now.AddMinutes(10).ToUnixTimeSeconds(),
            ["roles"] = new[] { "check" },
            ["accounts"] = new[] { "acme" },
        };
        claims?.Invoke(payload);
        return SignText(JsonSerializer.Serialize(payload), header);
    }

    /// <summary>A token with any payload.</summary>
    public string SignText(string payload, Action<Dictionary<string, object?>>? header = null)
    {
        var head = new Dictionary<string, object?> { ["alg"] = _key is ECDsa ? "ES256" : "RS256", ["typ"] = "JWT" };
        if (KeyId is not null)
        {
            head["kid"] = KeyId;
        }

        header?.Invoke(head);
        var signed = $"{Encode(JsonSerializer.Serialize(head))}.{Encode(payload)}";
        return $"{signed}.{Base64UrlEncoder.Encode(SignBytes((string)head["alg"]!, Encoding.UTF8.GetBytes(signed)))}";
    }

    public void Dispose() => _key.Dispose();

    private static string Encode(string text) => Base64UrlEncoder.Encode(text);

    // The public key is no secret: whoever takes HS256 for it takes anybody's token.
    private byte[] SignBytes(string algorithm, byte[] signed) => algorithm switch
    {
        "none" => [],
        "HS256" => HMACSHA256.HashData(Encoding.UTF8.GetBytes(Pem), signed),
        "PS256" => ((RSA)_key).SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        _ when _key is RSA rsa => rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        _ => ((ECDsa)_key).SignData(signed, HashAlgorithmName.SHA256),
    };
}
