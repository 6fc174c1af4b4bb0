using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.Roster.Replicas;

namespace Consent.Roster.Acknowledgements;

/// <summary>Puts together what travels with a request to catch up: the last entries of this server's roster.</summary>
/// <remarks>
/// They are certain: a load, a poll or another server's push brought them, and so their commits are visible. Whether they fit is for
/// the asked replica to find out; what is remembered here only spares entries that it has.
/// </remarks>
/// <param name="followed">This server's roster.</param>
/// <param name="untold">How many entries are sent to a replica that has not told what it holds.</param>
internal sealed class Pushes(FollowedRoster followed, int untold = Pushes.UntoldEntries)
{
    public const int UntoldEntries = 16;

    // More than there are replicas. The ids of those that have gone are forgotten with all others.
    private const int MostReplicas = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _held = new(StringComparer.Ordinal);
    private LedgerTrail? _trail;

    /// <summary>The request to a replica as of now; null while no roster is loaded.</summary>
    public CatchUpRequest? To(string replicaId) => followed.Read(roster => Request(replicaId, roster));

    /// <summary>Takes a replica's answer: the next request brings what comes after.</summary>
    public void Answered(string replicaId, CatchUpAnswer answer)
    {
        if (answer is not { HasCaughtUp: true, Held: { } held })
        {
            return;
        }

        lock (_lock)
        {
            if (_held.Count >= MostReplicas)
            {
                _held.Clear();
            }

            _held[replicaId] = held;
        }
    }

    private CatchUpRequest Request(string replicaId, ReplicaRoster roster)
    {
        var end = roster.End;
        var from = Math.Clamp(HeldBy(replicaId, roster.Trail) ?? end.Position - untold, 0, end.Position);
        return roster.Trail.TryMarkAt(from, out var mark)
            && roster.Trail.After(from, CatchUpRequest.MostEntries, CatchUpRequest.MostBytes) is { } entries
            ? new CatchUpRequest(replicaId, roster.Place, new(from, mark), entries)
            : new CatchUpRequest(replicaId, roster.Place, end, []);
    }

    private long? HeldBy(string replicaId, LedgerTrail trail)
    {
        lock (_lock)
        {
            // What was told of one ledger says nothing of the ledger that was loaded after it.
            if (_trail != trail)
            {
                _trail = trail;
                _held.Clear();
            }

            return _held.TryGetValue(replicaId, out var held) ? held : null;
        }
    }
}
