namespace Consent.Torture.Checking;

internal static class Collections
{
    /// <summary>How many there are at the beginning of which this is so, in logarithmic time: all of those come first.</summary>
    public static int CountWhile<T>(this IReadOnlyList<T> all, Func<T, bool> isSo)
    {
        var (low, high) = (0, all.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = isSo(all[middle]) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>What is there under a key; something new if there was nothing.</summary>
    public static TValue GetOrAdd<TKey, TValue>(this Dictionary<TKey, TValue> all, TKey key)
        where TKey : notnull
        where TValue : new()
    {
        if (!all.TryGetValue(key, out var value))
        {
            all.Add(key, value = new TValue());
        }

        return value;
    }
}
