using System.Runtime.CompilerServices;
using Consent.Storage.Database;

namespace Consent.Storage.Seals;

/// <summary>Recomputes the seals from the entries, in constant memory.</summary>
public sealed class LedgerVerifier(ConsentDatabase database, SealTable seals, SealSigner signer)
{
    private const int SealsAtOnce = 1_000;
    private const int EntriesInAPart = 10_000;
    private const int FaultsInAPart = 100;

    /// <summary>Verifies the ledger from the last seal at or before a position. That seal and the entries before it are trusted.</summary>
    public async IAsyncEnumerable<VerifiedPart> VerifyAsync(
        long afterPosition, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var signatures = new SignatureRule(signer);
        var faults = new List<SealFault>();
        var start = await seals.LastAsync(afterPosition, cancellation);
        if (start is not null)
        {
            Add(signatures.Check(start));
        }

        var chain = new SealChain(database, start);
        var (verified, reported) = (0L, 0L);

        // Read seals before entries: every entry of a visible seal is visible.
        while (await seals.PageAsync(chain.Position, SealsAtOnce, cancellation) is { Count: > 0 } page)
        {
            foreach (var seal in page)
            {
                var fault = await chain.CheckAsync(seal, cancellation);
                verified += fault is null ? seal.ThroughPosition - seal.FromPosition : 0;
                Add(fault);
                Add(signatures.Check(seal));
                if (seal.ThroughPosition - reported >= EntriesInAPart || faults.Count >= FaultsInAPart)
                {
                    yield return Part(null);
                    reported = seal.ThroughPosition;
                }
            }
        }

        Add(signatures.CheckAll());
        yield return Part(await seals.EntriesAfterAsync(chain.Position, cancellation));

        void Add(SealFault? fault)
        {
            if (fault is not null)
            {
                faults.Add(fault);
            }
        }

        VerifiedPart Part(long? notSealed)
        {
            var part = new VerifiedPart(verified, [.. faults], notSealed);
            faults.Clear();
            return part;
        }
    }
}

/// <summary>How far a verification has come.</summary>
/// <param name="EntriesVerified">How many entries so far are as they were sealed.</param>
/// <param name="Faults">The faults found since the part before.</param>
/// <param name="EntriesNotSealed">How many entries come after the last seal; null in all parts but the last.</param>
public sealed record VerifiedPart(long EntriesVerified, IReadOnlyList<SealFault> Faults, long? EntriesNotSealed);

/// <summary>A fault in the seals or entries after one position and up to another.</summary>
public sealed record SealFault(long FromPosition, long ThroughPosition, string Reason);
