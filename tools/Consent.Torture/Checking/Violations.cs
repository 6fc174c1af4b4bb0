using Consent.Torture.Histories;

namespace Consent.Torture.Checking;

/// <summary>What was found: the first few of each kind in full, the rest counted.</summary>
internal sealed class Violations
{
    public const int MaxInFull = 5;

    private readonly List<Violation> _first = [];
    private readonly SortedDictionary<ViolationKind, long> _counts = [];

    public IReadOnlyList<Violation> First => _first;

    public IReadOnlyDictionary<ViolationKind, long> Counts => _counts;

    public long Count => _counts.Values.Sum();

    public long CountOf(ViolationKind kind) => _counts.GetValueOrDefault(kind);

    public void Add(ViolationKind kind, string summary, params IEnumerable<HistoryLine?> shown)
    {
        var before = CountOf(kind);
        _counts[kind] = before + 1;
        if (before < MaxInFull)
        {
            _first.Add(new Violation(kind, summary, [.. shown.OfType<HistoryLine>()]));
        }
    }
}
