using System.Runtime.InteropServices;

namespace Consent.Silo.Logging;

/// <summary>
/// Finds warnings and errors that come again and again: the first of a kind is written, and the others are counted until none has
/// come for a while.
/// </summary>
internal sealed class RepeatedEntries(TimeProvider time)
{
    /// <summary>How long none of a kind comes before the kind has ended.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    // Beyond it entries are written and not counted: their texts differ, and memory must not grow with them.
    private const int MaxKinds = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<EntryKind, Repetition> _kinds = [];

    /// <summary>Counts an entry; true where it is to be written.</summary>
    public bool IsFirst(EntryKind kind)
    {
        lock (_lock)
        {
            if (_kinds.Count >= MaxKinds && !_kinds.ContainsKey(kind))
            {
                return true;
            }

            ref var repetition = ref CollectionsMarshal.GetValueRefOrAddDefault(_kinds, kind, out var isRepeated);
            var now = time.GetTimestamp();
            repetition = isRepeated ? repetition.Again(now) : new Repetition(kind, 1, now, now);
            return !isRepeated;
        }
    }

    /// <summary>Forgets the kinds of which none has come for a while, or all.</summary>
    /// <returns>Those of which more than one has come.</returns>
    public IReadOnlyList<Repetition> TakeEnded(bool all = false)
    {
        lock (_lock)
        {
            var ended = _kinds.Values.Where(repetition => all || time.GetElapsedTime(repetition.LastAt) >= Quiet).ToList();
            ended.ForEach(repetition => _kinds.Remove(repetition.Kind));
            return [.. ended.Where(repetition => repetition.Count > 1)];
        }
    }
}

/// <summary>What entries have in common that say the same, though not always of the same record.</summary>
/// <param name="Category">Where the entry comes from.</param>
/// <param name="EventId">Its event.</param>
/// <param name="Exception">The type of its exception.</param>
/// <param name="Fault">What tells a failure that nobody foresaw from any other; null for the rest.</param>
internal readonly record struct EntryKind(string Category, int EventId, Type? Exception, string? Fault = null);

/// <summary>Entries of one kind.</summary>
/// <param name="Kind">Their kind.</param>
/// <param name="Count">How many there were.</param>
/// <param name="FirstAt">When the first came, as a time stamp.</param>
/// <param name="LastAt">When the last came.</param>
internal readonly record struct Repetition(EntryKind Kind, int Count, long FirstAt, long LastAt)
{
    public Repetition Again(long now) => this with { Count = Count + 1, LastAt = now };
}
