using Consent.Storage.Ledger;

namespace Consent.Grpc.Watching;

/// <summary>The last entries of the ledger, without a gap and at most so many; the oldest go first.</summary>
internal sealed class RecentEntries(int capacity)
{
    private readonly Lock _lock = new();
    private readonly WatchedEntry?[] _entries = new WatchedEntry?[capacity];
    private long _first = 1;
    private long _last;

    /// <summary>Gets the last entry; null where there is none.</summary>
    public WatchedEntry? Last
    {
        get
        {
            lock (_lock)
            {
                return Holds(_last) ? At(_last) : null;
            }
        }
    }

    /// <summary>Adds what follows. What does not follow, or is of another ledger, takes the place of all there was.</summary>
    /// <param name="entries">In order, without a gap; the first may be the last one held, read again.</param>
    public void Add(IReadOnlyList<WatchedEntry> entries)
    {
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                if (Holds(entry.Position) && At(entry.Position).Point == entry.Point)
                {
                    continue;
                }

                if (entry.Position != _last + 1)
                {
                    Array.Clear(_entries);
                    _first = entry.Position;
                }

                _last = entry.Position;
                _first = Math.Max(_first, _last - capacity + 1);
                _entries[_last % capacity] = entry;
            }
        }
    }

    /// <summary>The entries after one that is held.</summary>
    /// <param name="after">The entry that the reader has read last.</param>
    /// <param name="count">At most how many.</param>
    /// <param name="entries">At least one.</param>
    /// <returns>Whether there are any that follow that very entry.</returns>
    public bool TryRead(LedgerPoint after, int count, out IReadOnlyList<WatchedEntry> entries)
    {
        lock (_lock)
        {
            entries = [];
            if (!Holds(after.Position) || At(after.Position).Point != after || after.Position == _last)
            {
                return false;
            }

            var read = new WatchedEntry[Math.Min(count, _last - after.Position)];
            for (var index = 0; index < read.Length; index++)
            {
                read[index] = At(after.Position + 1 + index);
            }

            entries = read;
            return true;
        }
    }

    private bool Holds(long position) => position >= _first && position <= _last;

    private WatchedEntry At(long position) => _entries[position % _entries.Length]!;
}
