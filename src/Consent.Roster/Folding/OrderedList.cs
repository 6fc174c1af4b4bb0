namespace Consent.Roster.Folding;

/// <summary>Values in the order of their keys, for one writer and any number of readers, who see the list as it was at one moment.</summary>
/// <remarks>
/// What comes last is written behind the end that readers see, so a load, which comes in order, copies nothing but to grow;
/// anything else replaces the array.
/// </remarks>
internal sealed class OrderedList<TKey, TValue>(Comparison<TKey> compare)
{
    private Snapshot _snapshot = new([], 0);

    public int Count => Volatile.Read(ref _snapshot).Count;

    /// <summary>Adds a value whose key is not there yet. One caller at a time.</summary>
    public void Add(TKey key, TValue value)
    {
        var (items, count) = _snapshot;
        var index = count > 0 && compare(items[count - 1].Key, key) < 0 ? count : Place(items, count, key);
        if (index < count || count == items.Length)
        {
            var larger = new KeyValuePair<TKey, TValue>[count == items.Length ? Math.Max(4, count * 2) : items.Length];
            Array.Copy(items, larger, index);
            Array.Copy(items, index, larger, index + 1, count - index);
            items = larger;
        }

        items[index] = new(key, value);
        Volatile.Write(ref _snapshot, new Snapshot(items, count + 1));
    }

    /// <summary>Up to so many values, from the first, or from the first after a key.</summary>
    public ReadOnlySpan<KeyValuePair<TKey, TValue>> Page(bool fromStart, TKey after, int size)
    {
        var (items, count) = Volatile.Read(ref _snapshot);
        var start = fromStart ? 0 : Place(items, count, after);
        if (!fromStart && start < count && compare(items[start].Key, after) == 0)
        {
            start++;
        }

        return items.AsSpan(start, Math.Min(size, count - start));
    }

    // The first place whose key is not before this one.
    private int Place(KeyValuePair<TKey, TValue>[] items, int count, TKey key)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = compare(items[middle].Key, key) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private sealed record Snapshot(KeyValuePair<TKey, TValue>[] Items, int Count);
}
