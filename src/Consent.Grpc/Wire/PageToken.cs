using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Consent.Grpc.Wire;

/// <summary>Where a list goes on: after the last key of the page before. Any server reads it, at any time.</summary>
/// <remarks>A checksum binds it to its list. Without it a token that was cut, or is another list's, could skip.</remarks>
internal static class PageToken
{
    private const int ChecksumLength = 8;
    private const int MaxLength = 128;

    /// <param name="list">What is listed, and of whom.</param>
    /// <param name="last">The last key of the page.</param>
    public static string Of(string list, string last)
    {
        var checksum = SHA256.HashData(Encoding.UTF8.GetBytes($"{list}\n{last}")).AsSpan(0, ChecksumLength);
        return Base64Url.EncodeToString([.. checksum, .. Encoding.UTF8.GetBytes(last)]);
    }

    public static bool TryRead(string list, string token, out string last)
    {
        last = "";
        if (token.Length > MaxLength)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[MaxLength];
        if (Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done || length <= ChecksumLength)
        {
            return false;
        }

        last = Encoding.UTF8.GetString(bytes[ChecksumLength..length]);

        // There is one token for a place: no padding, no spaces, no spare bits.
        return Of(list, last) == token;
    }
}
