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

/// <summary>Values at times: the greatest, or the least, of all up to or from some time on, in logarithmic time.</summary>
/// <remarks>All are added before the first question.</remarks>
/// <typeparam name="T">What is shown of the value that was found.</typeparam>
internal sealed class SortedTimes<T>
{
    private readonly List<(long At, long Value, T Shown)> _all = [];
    private long[] _times = [];
    private int[] _greatestUpTo = [];
    private int[] _leastFrom = [];
    private bool _isSorted;

    public void Add(long at, long value, T shown)
    {
        _all.Add((at, value, shown));
        _isSorted = false;
    }

    public (long Value, T Shown)? GreatestBefore(long time) => GreatestOfFirst(CountBelow(time));

    public (long Value, T Shown)? GreatestUpTo(long time) => GreatestOfFirst(time == long.MaxValue ? _all.Count : CountBelow(time + 1));

    public (long Value, T Shown)? LeastAfter(long time)
    {
        var first = time == long.MaxValue ? _all.Count : CountBelow(time + 1);
        return first < _all.Count ? Found(_leastFrom[first]) : null;
    }

    private (long Value, T Shown)? GreatestOfFirst(int count)
    {
        Sort();
        return count > 0 ? Found(_greatestUpTo[count - 1]) : null;
    }

    private (long Value, T Shown) Found(int index) => (_all[index].Value, _all[index].Shown);

    private int CountBelow(long time)
    {
        Sort();
        return _times.CountWhile(each => each < time);
    }

    private void Sort()
    {
        if (_isSorted)
        {
            return;
        }

        _all.Sort((left, right) => left.At.CompareTo(right.At));
        _times = [.. _all.Select(each => each.At)];
        (_greatestUpTo, _leastFrom) = (new int[_all.Count], new int[_all.Count]);
        for (var index = 0; index < _all.Count; index++)
        {
            _greatestUpTo[index] = index > 0 && _all[_greatestUpTo[index - 1]].Value >= _all[index].Value ? _greatestUpTo[index - 1] : index;
        }

        for (var index = _all.Count - 1; index >= 0; index--)
        {
            var next = index + 1 < _all.Count ? _leastFrom[index + 1] : index;
            _leastFrom[index] = _all[next].Value < _all[index].Value ? next : index;
        }

        _isSorted = true;
    }
}
