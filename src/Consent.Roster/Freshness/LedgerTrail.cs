using Consent.Storage.Ledger;

namespace Consent.Roster.Freshness;

/// <summary>The marks of the last entries that were followed: where a ledger that went back still agrees with them, nothing is missing.</summary>
internal sealed class LedgerTrail
{
    /// <summary>How many marks are kept: 32 kB.</summary>
    public const int Length = 4_096;

    private readonly long?[] _marks = new long?[Length];
    private long _first;
    private long _last = -1;

    /// <summary>Begins again with the last entry of a ledger that was loaded.</summary>
    public void Begin(LedgerPoint end)
    {
        (_first, _last) = (end.Position, end.Position - 1);
        Add(end);
    }

    /// <summary>Adds the entry after the last one.</summary>
    public void Add(LedgerPoint entry)
    {
        _last = entry.Position;
        _marks[_last % Length] = entry.Mark;
        _first = Math.Max(_first, _last - Length + 1);
    }

    /// <summary>Finds what another ledger lacks of the entries that were followed.</summary>
    /// <param name="markAt">The mark of the other ledger's entry at a position; null where it has none.</param>
    /// <returns>Null where it lacks none. Ledgers that differ at a position differ at every later one, so few marks are asked for.</returns>
    public async Task<MissingEntries?> FindMissingAsync(Func<long, Task<long?>> markAt)
    {
        var (from, through) = (_first, _last + 1);
        while (from < through)
        {
            var middle = from + ((through - from) / 2);
            var isSame = await markAt(middle) == _marks[middle % Length];
            (from, through) = isSame ? (middle + 1, through) : (from, middle);
        }

        return from > _last ? null : new MissingEntries(from, _last, IsFirstKnown: from > _first || from == 1);
    }
}

/// <summary>Entries that were followed and are not in the ledger.</summary>
/// <param name="From">The first of them.</param>
/// <param name="Through">The last of them.</param>
/// <param name="IsFirstKnown">Whether the entry before the first is still there; otherwise earlier ones may be missing too.</param>
internal readonly record struct MissingEntries(long From, long Through, bool IsFirstKnown);
