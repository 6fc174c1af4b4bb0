using System.Text.Json;
using Consent.Storage.Json;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;

namespace Consent.Roster.Memory;

/// <summary>
/// The last entries of a roster, with their marks: where another ledger agrees with a mark, it agrees with everything before it.
/// </summary>
internal sealed class LedgerTrail
{
    /// <summary>How many marks are kept, and how many entries at most.</summary>
    public const int Length = 4_096;

    /// <summary>How much the kept entries take at most, as <see cref="SizeOf"/> estimates it.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private const int FirstCapacity = 64;
    private const int PlainSize = 128;

    private Kept[] _kept = new Kept[FirstCapacity];
    private long _first;
    private long _firstEntry;
    private long _last;
    private long _bytes;

    public LedgerTrail() => Begin(default);

    /// <summary>Estimates what an entry takes when it is sent.</summary>
    public static int SizeOf(in RosterEntry entry)
    {
        var text = entry.Change switch
        {
            { Account: { } account } => JsonSerializer.SerializeToUtf8Bytes(account, ConsentJson.Default.Account),
            { Sender: { } sender } => JsonSerializer.SerializeToUtf8Bytes(sender, ConsentJson.Default.Sender),
            { ApiKey: { } key } => JsonSerializer.SerializeToUtf8Bytes(key.Key, ConsentJson.Default.ApiKey),
            _ => [],
        };
        return PlainSize + text.Length;
    }

    /// <summary>Begins with the last entry of a ledger that was loaded: its mark is kept, and no entry.</summary>
    public void Begin(LedgerPoint end)
    {
        (_first, _firstEntry, _last, _bytes) = (end.Position, end.Position + 1, end.Position, 0);
        At(end.Position) = new Kept(end, null, 0);
    }

    /// <summary>Adds the entry after the last one.</summary>
    public void Add(in RosterEntry entry)
    {
        _last = entry.Position;
        while (_last - _first >= _kept.Length && _kept.Length < Length)
        {
            Grow();
        }

        _first = Math.Max(_first, _last - _kept.Length + 1);
        DropEntriesBefore(_first);
        var size = SizeOf(entry);
        At(_last) = new Kept(new LedgerPoint(entry.Position, entry.Mark), entry.Change, size);
        for (_bytes += size; _bytes > MostBytes; DropEntriesBefore(_firstEntry + 1))
        {
        }
    }

    /// <summary>The mark of the entry at a position; null at the beginning. False where it is not kept.</summary>
    public bool TryMarkAt(long position, out long? mark)
    {
        var isKept = position >= _first && position <= _last && At(position).Point.Position == position;
        mark = isKept ? At(position).Point.Mark : null;
        return isKept;
    }

    /// <summary>Gets the entries after a position whose mark is kept. Null where some are no longer kept, or where they are too many.</summary>
    public IReadOnlyList<RosterEntry>? After(long position, int most, int bytes)
    {
        if (position < Math.Max(_first, _firstEntry - 1) || position > _last || _last - position > most)
        {
            return null;
        }

        var entries = new RosterEntry[_last - position];
        for (var index = 0; index < entries.Length; index++)
        {
            var (point, change, size) = At(position + 1 + index);
            entries[index] = new RosterEntry(point.Position, point.Mark!.Value, change);
            bytes -= size;
        }

        return bytes < 0 ? null : entries;
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
            var isSame = await markAt(middle) == At(middle).Point.Mark;
            (from, through) = isSame ? (middle + 1, through) : (from, middle);
        }

        return from > _last ? null : new MissingEntries(from, _last, IsFirstKnown: from > _first || from == 1);
    }

    private ref Kept At(long position) => ref _kept[position % _kept.Length];

    private void DropEntriesBefore(long position)
    {
        for (; _firstEntry < position; _firstEntry++)
        {
            ref var kept = ref At(_firstEntry);
            _bytes -= kept.Size;
            kept = kept with { Change = null, Size = 0 };
        }
    }

    private void Grow()
    {
        var grown = new Kept[_kept.Length * 2];
        for (var position = _first; position < _last; position++)
        {
            grown[position % grown.Length] = At(position);
        }

        _kept = grown;
    }

    private readonly record struct Kept(LedgerPoint Point, RosterChange? Change, int Size);
}

/// <summary>Entries that were followed and are not in the ledger.</summary>
/// <param name="From">The first of them.</param>
/// <param name="Through">The last of them.</param>
/// <param name="IsFirstKnown">Whether the entry before the first is still there; otherwise earlier ones may be missing too.</param>
internal readonly record struct MissingEntries(long From, long Through, bool IsFirstKnown);
