using Consent.Core.Records;

namespace Consent.Storage.Seals;

/// <summary>A seal over every entry above one position, up to another.</summary>
/// <param name="FromPosition">Where the seal before ends; 0 for the first.</param>
/// <param name="ThroughPosition">The last entry that it covers.</param>
/// <param name="Digest">SHA-256 over the digest of the seal before and the bytes of the entries.</param>
/// <param name="SealedAt">When, by the database's clock. The digest does not cover it.</param>
/// <param name="Signature">ECDSA P-256 over the digest, in DER; null where the server had no key.</param>
/// <param name="KeyId">Whose signature it is; null where there is none.</param>
public sealed record Seal(
    long FromPosition, long ThroughPosition, byte[] Digest, Instant SealedAt, byte[]? Signature, string? KeyId);
