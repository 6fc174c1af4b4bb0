using Consent.Roster.Memory;

namespace Consent.Roster.Freshness;

/// <summary>Where the ledger is known to end.</summary>
public sealed class LedgerEnd
{
    private readonly TaskCompletionSource _moved = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal LedgerEnd(long position, long? mark, RosterRegistry registry) => (Position, Mark, Registry) = (position, mark, registry);

    /// <summary>Gets the last position; 0 for an empty ledger.</summary>
    public long Position { get; }

    /// <summary>Gets the mark of the entry there, which tells it from one that a restored ledger has in its place.</summary>
    public long? Mark { get; }

    /// <summary>Gets the accounts and senders, up to that entry at the least.</summary>
    public RosterRegistry Registry { get; }

    /// <summary>Gets what completes once the ledger is known to end elsewhere.</summary>
    public Task Moved => _moved.Task;

    internal void Move() => _moved.TrySetResult();
}
