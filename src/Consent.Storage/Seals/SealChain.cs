using System.Security.Cryptography;
using Consent.Storage.Database;

namespace Consent.Storage.Seals;

/// <summary>Follows the seals and the entries side by side.</summary>
/// <param name="database">Where both are.</param>
/// <param name="start">The seal to begin after; null for the beginning.</param>
internal sealed class SealChain(ConsentDatabase database, Seal? start)
{
    // Positions begin at 1. Reading from the lowest number finds an entry below that too.
    private readonly SealedEntries _entries = new(database, start?.ThroughPosition ?? long.MinValue);

    private byte[] _digest = start?.Digest ?? LedgerSealer.NoDigest;

    /// <summary>Gets where the last seal ends.</summary>
    public long Position { get; private set; } = start?.ThroughPosition ?? 0;

    /// <summary>The fault of the next seal or its entries; null if there is none. The seal after it is checked against this one.</summary>
    public async Task<SealFault?> CheckAsync(Seal seal, CancellationToken cancellation)
    {
        var (digest, misplaced) = await RecomputeAsync(seal, cancellation);
        var from = Position;
        var reason = seal switch
        {
            _ when seal.FromPosition != from =>
                $"A seal is missing: this one follows position {seal.FromPosition}, and the seal before it ends at {from}.",
            _ when misplaced is not null => misplaced,
            _ when !CryptographicOperations.FixedTimeEquals(digest, seal.Digest) =>
                "The entries, or the seal, are not as they were sealed.",
            _ => null,
        };
        (Position, _digest) = (seal.ThroughPosition, seal.Digest);
        return reason is null ? null : new SealFault(Math.Min(from, seal.FromPosition), seal.ThroughPosition, reason);
    }

    private async Task<(byte[] Digest, string? Misplaced)> RecomputeAsync(Seal seal, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_digest);
        string? misplaced = null;
        var last = Position;
        while (last < seal.ThroughPosition && await _entries.NextAsync(seal.ThroughPosition, cancellation) is { } entry)
        {
            hash.AppendData(entry.Bytes);
            misplaced ??= entry.Position == last + 1 ? null : Misplaced(entry.Position, last + 1);
            last = entry.Position;
        }

        misplaced ??= last == seal.ThroughPosition ? null : $"Entry {last + 1} is missing.";
        return (hash.GetHashAndReset(), misplaced);
    }

    private static string Misplaced(long position, long expected) =>
        position < expected ? $"Entry {position} has no place in the ledger." : $"Entry {expected} is missing.";
}
