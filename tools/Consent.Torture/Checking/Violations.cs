using System.Text.Json;

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

/// <param name="Kind">What may not be.</param>
/// <param name="Summary">In words.</param>
/// <param name="Shown">The operations and entries that show it.</param>
internal sealed record Violation(ViolationKind Kind, string Summary, IReadOnlyList<HistoryLine> Shown)
{
    public override string ToString() => string.Join(
        Environment.NewLine,
        Shown.Select(line => $"    {JsonSerializer.Serialize(line, HistoryLine.Json.HistoryLine)}").Prepend($"{Kind}: {Summary}"));
}

internal enum ViolationKind
{
    /// <summary>Rule (a): allowed after an opt-out of the number was acknowledged, which nothing can have lifted.</summary>
    MissedOptOutOfNumber,

    /// <summary>Rule (a): allowed after an opt-out of the account was acknowledged, which nothing can have lifted.</summary>
    MissedOptOutOfAccount,

    /// <summary>Rule (b): allowed as at no position of the ledger that it may be from.</summary>
    WrongPermission,

    /// <summary>Rule (b): blocked as at no position of the ledger that it may be from.</summary>
    WrongBlock,

    /// <summary>Rule (b): the decision can be, its reason cannot.</summary>
    WrongReason,

    /// <summary>Rule (b): the answer's position is below one that was acknowledged before the call.</summary>
    PositionBehind,

    /// <summary>Rule (b): the answer's position is above the last before its return.</summary>
    PositionAhead,

    /// <summary>Rule (b) for texts: read, or taken to a record, as at no position of the ledger that the answer may be from.</summary>
    Misread,

    /// <summary>Rule (c): an acknowledged event is not in the ledger.</summary>
    Lost,

    /// <summary>Rule (c): an event is in the ledger more than once.</summary>
    Doubled,

    /// <summary>Rule (c): an entry is above another that was written only after this one was acknowledged.</summary>
    Disorder,

    /// <summary>Rule (c): an entry that nobody's call can have made.</summary>
    Unsent,

    /// <summary>Rule (c): an entry that says something else than its call, or than the answer to it.</summary>
    Altered,

    /// <summary>Rule (c): positions, or a record's revisions, that do not follow each other.</summary>
    Gap,

    /// <summary>Rule (c): the seals do not verify.</summary>
    SealBroken,
}
