using Consent.V1;

namespace Consent.Torture.Checking;

/// <summary>Over which positions each decision on a pair held.</summary>
internal sealed class DecisionTimes
{
    private readonly Dictionary<DecisionReason, List<(long From, long To)>> _spans = [];
    private DecisionReason? _current;

    /// <summary>From this position on; positions are given in order, each once.</summary>
    public void Add(long from, DecisionReason reason)
    {
        if (_current is { } current)
        {
            var spans = _spans[current];
            spans[^1] = (spans[^1].From, from - 1);
        }

        _current = reason;
        if (!_spans.TryGetValue(reason, out var next))
        {
            _spans.Add(reason, next = []);
        }

        next.Add((from, long.MaxValue));
    }

    /// <summary>Whether it held at some position of these, both included.</summary>
    public bool Holds(DecisionReason reason, long lowest, long highest)
    {
        if (!_spans.TryGetValue(reason, out var spans))
        {
            return false;
        }

        var (low, high) = (0, spans.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = spans[middle].From <= highest ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && spans[low - 1].To >= lowest;
    }

    /// <summary>The decision at a position.</summary>
    public DecisionReason At(long position) => _spans.Keys.First(reason => Holds(reason, position, position));
}
