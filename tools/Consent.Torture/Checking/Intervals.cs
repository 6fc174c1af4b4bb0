namespace Consent.Torture.Checking;

/// <summary>Stretches of time, merged.</summary>
internal sealed class Intervals
{
    private readonly List<(long From, long To)> _merged = [];

    public Intervals(IEnumerable<(long From, long To)> all)
    {
        foreach (var (from, to) in all.Order())
        {
            if (_merged is [.., var last] && from <= last.To)
            {
                _merged[^1] = (last.From, Math.Max(last.To, to));
            }
            else
            {
                _merged.Add((from, to));
            }
        }
    }

    /// <summary>Whether any of them has a moment in common with this one.</summary>
    public bool Overlap(long from, long to)
    {
        var (low, high) = (0, _merged.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _merged[middle].From <= to ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && _merged[low - 1].To >= from;
    }
}
