using System.Buffers;
using System.Security.Cryptography;

namespace Consent.Core.Access;

/// <summary>
/// An API key as its owner has it: <c>consent_</c>, the id, <c>_</c>, and a secret of 256 random bits as 64 hexadecimal digits.
/// </summary>
public static class ApiKeyText
{
    public const string Prefix = "consent_";

    /// <summary>The number of bytes of a secret, and of its digest.</summary>
    public const int SecretBytes = 32;

    private const int SecretAt = 8 + ApiKeyId.Length + 1;
    private const int Length = SecretAt + (2 * SecretBytes);

    /// <summary>A new key, which is shown once, and the digest that is kept of its secret.</summary>
    public static (ApiKeyId Id, string Text, byte[] Digest) New()
    {
        var id = new ApiKeyId(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        return (id, $"{Prefix}{id}_{Convert.ToHexStringLower(secret)}", SHA256.HashData(secret));
    }

    /// <summary>Whether it is written as an API key is: what follows the prefix may still be wrong.</summary>
    public static bool LooksLike(ReadOnlySpan<char> text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Reads a key.</summary>
    /// <param name="text">The key as given.</param>
    /// <param name="id">Its id.</param>
    /// <param name="secret">Takes its secret: <see cref="SecretBytes"/> bytes, of which the digest is kept.</param>
    public static bool TryRead(ReadOnlySpan<char> text, out ApiKeyId id, Span<byte> secret)
    {
        id = default;
        return text.Length == Length
            && LooksLike(text)
            && text[SecretAt - 1] == '_'
            && ApiKeyId.TryParse(text.Slice(Prefix.Length, ApiKeyId.Length), out id)
            && !text[SecretAt..].ContainsAnyInRange('A', 'F')
            && Convert.FromHexString(text[SecretAt..], secret, out _, out _) == OperationStatus.Done;
    }

    /// <summary>Whether a digest is that of a secret. Takes as long where it is not.</summary>
    public static bool IsDigestOf(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> secret)
    {
        Span<byte> own = stackalloc byte[SecretBytes];
        SHA256.HashData(secret, own);
        return CryptographicOperations.FixedTimeEquals(digest, own);
    }
}
