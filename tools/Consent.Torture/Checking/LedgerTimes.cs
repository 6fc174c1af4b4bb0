using Consent.Torture.Histories;

namespace Consent.Torture.Checking;

/// <summary>When each entry was called for, and when it was acknowledged, as far as the run's callers know.</summary>
internal sealed class LedgerTimes
{
    private readonly SortedTimes<EntryRead> _calls = new();
    private readonly SortedTimes<EntryRead> _acknowledgements = new();
    private readonly List<(EntryRead Entry, long Called, long AcknowledgedAt)> _entries = [];
    private readonly long _last;

    public LedgerTimes(IReadOnlyList<EntryRead> ledger) => _last = ledger.Count > 0 ? ledger[^1].Position : 0;

    /// <param name="entry">An entry of the run; entries are added by position.</param>
    /// <param name="called">The earliest call that can have made it.</param>
    /// <param name="acknowledgedAt">When a caller was first told of it, or <see cref="long.MaxValue"/>.</param>
    public void Add(EntryRead entry, long called, long acknowledgedAt)
    {
        _entries.Add((entry, called, acknowledgedAt));
        _calls.Add(called, entry.Position, entry);
        if (acknowledgedAt != long.MaxValue)
        {
            _acknowledgements.Add(acknowledgedAt, entry.Position, entry);
        }
    }

    /// <summary>The last entry of those acknowledged before this time: every check called now knows it.</summary>
    public EntryRead? LastAcknowledgedBefore(long time) => _acknowledgements.GreatestBefore(time)?.Shown;

    /// <summary>The last position that can have been there at this time: entries commit in order, and none before its call.</summary>
    public long LastPositionAt(long time) => _calls.LeastAfter(time) is { } next ? next.Value - 1 : _last;

    /// <summary>Pairs of entries whose order is against real time: the second was acknowledged before the first was called.</summary>
    public IEnumerable<(EntryRead Early, EntryRead Late)> Disorders()
    {
        (EntryRead? Entry, long AcknowledgedAt) soonest = (null, long.MaxValue);
        foreach (var each in Enumerable.Reverse(_entries))
        {
            if (soonest.Entry is { } later && soonest.AcknowledgedAt < each.Called)
            {
                yield return (each.Entry, later);
            }

            soonest = each.AcknowledgedAt < soonest.AcknowledgedAt ? (each.Entry, each.AcknowledgedAt) : soonest;
        }
    }
}
