using System.Security.Cryptography;
using Consent.Storage.Database;

namespace Consent.Storage.Seals;

/// <summary>Seals what has been entered since the last seal.</summary>
/// <remarks>
/// Entries do not change and are committed in the order of their positions, so the entries read are all that there are up to the last
/// of them. If several servers seal at once, the table's key lets one.
/// </remarks>
public sealed class LedgerSealer(ConsentDatabase database, SealTable seals, SealSigner signer)
{
    /// <summary>How many entries a seal covers at most.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>The digest that the first seal follows.</summary>
    internal static readonly byte[] NoDigest = new byte[SHA256.HashSizeInBytes];

    /// <summary>Whether no server has sealed within that time. If the clock was set back since the last seal, it is due.</summary>
    public async Task<bool> IsDueAsync(TimeSpan rest, CancellationToken cancellation) =>
        await seals.AgeAsync(cancellation) is not { } age || age >= rest || age < TimeSpan.Zero;

    /// <summary>The new seal; null if there was nothing to seal, or another server has sealed it.</summary>
    /// <exception cref="StorageRefusedException">
    /// This server's key was replaced: a seal of another key follows one of its own. So keys can change from server to server.
    /// </exception>
    public async Task<Seal?> SealAsync(CancellationToken cancellation)
    {
        var last = await seals.LastAsync(long.MaxValue, cancellation);
        if (last?.KeyId is { } lastKey && signer.KeyId is { } own && lastKey != own && await seals.HasAnyOfAsync(own, cancellation))
        {
            throw new StorageRefusedException(
                $"The key {own} of Ledger:SigningKey was replaced: a seal of the key {lastKey} follows its own. Start this server with that key.");
        }

        var from = last?.ThroughPosition ?? 0;
        var entries = new SealedEntries(database, from);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(last?.Digest ?? NoDigest);
        var through = from;
        for (var count = 0; count < MaxEntries && await entries.NextAsync(long.MaxValue, cancellation) is { } entry; count++)
        {
            hash.AppendData(entry.Bytes);
            through = entry.Position;
        }

        if (through == from)
        {
            return null;
        }

        var digest = hash.GetHashAndReset();
        var seal = new Seal(from, through, digest, default, signer.Sign(digest), signer.KeyId);
        return await seals.TryAddAsync(seal, cancellation) ? seal : null;
    }
}
