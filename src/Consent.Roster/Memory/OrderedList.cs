namespace Consent.Roster.Memory;

/// <summary>Values in the order of their keys, for one writer and any number of readers, which never wait for it.</summary>
/// <remarks>
/// What comes last is written behind the end that readers see, so a load, which comes in order, copies nothing but to grow. What
/// comes between replaces the array. A value of a key that is there takes its place.
/// </remarks>
internal sealed class OrderedList<TKey, TValue>(Func<TValue, TKey> keyOf, Comparison<TKey> compare)
    where TValue : class
{
    private Snapshot _snapshot = new([], 0);

    public int Count => Volatile.Read(ref _snapshot).Count;

    /// <summary>Gets all values, as of one moment but for those replaced since.</summary>
    public ArraySegment<TValue> All
    {
        get
        {
            var (items, count) = Volatile.Read(ref _snapshot);
            return new ArraySegment<TValue>(items, 0, count);
        }
    }

    /// <summary>Adds or replaces a value. One caller at a time.</summary>
    public void Set(TValue value)
    {
        var (items, count) = _snapshot;
        var key = keyOf(value);
        var index = count > 0 && compare(keyOf(items[count - 1]), key) < 0 ? count : Place(items, count, key);
        if (index < count && compare(keyOf(items[index]), key) == 0)
        {
            Volatile.Write(ref items[index], value);
            return;
        }

        if (index < count || count == items.Length)
        {
            var copy = new TValue[count == items.Length ? Math.Max(4, count * 2) : items.Length];
            Array.Copy(items, copy, index);
            Array.Copy(items, index, copy, index + 1, count - index);
            items = copy;
        }

        items[index] = value;
        Volatile.Write(ref _snapshot, new Snapshot(items, count + 1));
    }

    /// <summary>Up to so many values, from the first, or from the first after a key.</summary>
    public ReadOnlySpan<TValue> Page(bool fromStart, TKey after, int size)
    {
        var (items, count) = Volatile.Read(ref _snapshot);
        var start = fromStart ? 0 : Place(items, count, after);
        if (!fromStart && start < count && compare(keyOf(items[start]), after) == 0)
        {
            start++;
        }

        return items.AsSpan(start, Math.Min(size, count - start));
    }

    // The first place whose key is not before this one.
    private int Place(TValue[] items, int count, TKey key)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = compare(keyOf(items[middle]), key) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private sealed record Snapshot(TValue[] Items, int Count);
}
