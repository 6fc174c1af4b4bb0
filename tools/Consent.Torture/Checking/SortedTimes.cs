namespace Consent.Torture.Checking;

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

    /// <summary>The greatest value of those before the time.</summary>
    public (long Value, T Shown)? GreatestBefore(long time) => GreatestOfFirst(CountBelow(time));

    /// <summary>The greatest value of those at the time or before.</summary>
    public (long Value, T Shown)? GreatestUpTo(long time) => GreatestOfFirst(time == long.MaxValue ? _all.Count : CountBelow(time + 1));

    /// <summary>The least value of those after the time.</summary>
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
        var (low, high) = (0, _times.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _times[middle] < time ? (middle + 1, high) : (low, middle);
        }

        return low;
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
