using Consent.Roster.Memory;
using Consent.Storage.Ledger;

namespace Consent.Roster.Freshness;

/// <summary>Tells readers of the ledger where it ends. It costs nothing: the roster's own polls find out, and what is pushed to it.</summary>
/// <remarks>
/// A write is acknowledged once every server knows its entry, so each server knows of it before its caller does. A Strict
/// server is the exception: nobody waits for it.
/// </remarks>
public sealed class LedgerProgress
{
    private readonly PollRequests _requests;
    private LedgerEnd _end = new(default, new RosterRegistry());

    internal LedgerProgress(PollRequests requests) => _requests = requests;

    /// <summary>Gets where the ledger ended at the last poll. If the ledger went back, that is before an earlier end.</summary>
    public LedgerEnd End => Volatile.Read(ref _end);

    /// <summary>Waits for a poll that is sent after this call.</summary>
    public Task PollAsync(CancellationToken cancellation) => _requests.NextAsync(cancellation);

    /// <summary>One caller at a time: whoever holds the roster's lock.</summary>
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

/// <summary>Where the ledger ended at a poll.</summary>
public sealed class LedgerEnd
{
    private readonly TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal LedgerEnd(LedgerPoint point, RosterRegistry registry) => (Point, Registry) = (point, registry);

    /// <summary>Gets the last entry.</summary>
    public LedgerPoint Point { get; }

    /// <summary>Gets the last position; 0 for an empty ledger.</summary>
    public long Position => Point.Position;

    /// <summary>Gets the accounts and senders, up to that entry at least.</summary>
    public RosterRegistry Registry { get; }

    /// <summary>Gets a task that completes once a poll finds another end.</summary>
    public Task Moved => _moved.Task;

    internal void Move() => _moved.TrySetResult();
}
