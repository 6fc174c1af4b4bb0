using Consent.Roster.Memory;

namespace Consent.Roster.Freshness;

/// <summary>Tells those who read the ledger how far it reaches, at no cost but the roster's own polls.</summary>
/// <remarks>
/// A write is acknowledged once every server has polled, so its entry is told of here before its caller hears of it; but for a Strict
/// server, which nobody waits for.
/// </remarks>
public sealed class LedgerProgress
{
    private readonly PollRequests _requests;
    private LedgerEnd _end = new(default, new RosterRegistry());

    internal LedgerProgress(PollRequests requests) => _requests = requests;

    /// <summary>Gets where the ledger ended at the last poll; it may be before where it ended earlier, if it went back.</summary>
    public LedgerEnd End => Volatile.Read(ref _end);

    /// <summary>Waits for a poll that is sent after this call.</summary>
    public Task PollAsync(CancellationToken cancellation) => _requests.NextAsync(cancellation);

    /// <summary>One caller at a time: the follower.</summary>
    internal void Reached(ReplicaRoster roster)
    {
        var before = _end;
        if (before.Point != roster.End || before.Registry != roster.Registry)
        {
            Volatile.Write(ref _end, new LedgerEnd(roster.End, roster.Registry));
            before.Move();
        }
    }
}
