using Consent.Roster.Memory;
using Consent.Storage.Ledger;

namespace Consent.Roster.Freshness;

/// <summary>Where the ledger is known to end.</summary>
public sealed class LedgerEnd
{
    private readonly TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal LedgerEnd(LedgerPoint point, RosterRegistry registry) => (Point, Registry) = (point, registry);

    /// <summary>Gets the last entry.</summary>
    public LedgerPoint Point { get; }

    /// <summary>Gets the last position; 0 for an empty ledger.</summary>
    public long Position => Point.Position;

    /// <summary>Gets the accounts and senders, up to that entry at the least.</summary>
    public RosterRegistry Registry { get; }

    /// <summary>Gets what completes once the ledger is known to end elsewhere.</summary>
    public Task Moved => _moved.Task;

    internal void Move() => _moved.TrySetResult();
}
