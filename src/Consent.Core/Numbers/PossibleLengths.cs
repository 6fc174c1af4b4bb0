namespace Consent.Core.Numbers;

/// <summary>How many digits a number of each country calling code may have. What the digits are is not judged.</summary>
/// <remarks>
/// A code that the table does not know keeps the 7 to 15 digits of E.164: a STOP is not refused because a country code is newer
/// than this table. Codes that have other spellings also keep the lengths of those.
/// </remarks>
public static class PossibleLengths
{
    internal const int Entries = 1000;
    internal const ushort AnyLength = 0xFF80;

    private const int CodeShift = 1;
    private const int CodeMask = 0b11;
    private const ushort HasSpellings = 1;

    /// <summary>Why the length of a number in E.164 form is not possible. Names the country code, never the number.</summary>
    public static string Describe(ReadOnlySpan<char> number)
    {
        var entry = EntryOf(number);
        var code = (entry >> CodeShift) & CodeMask;
        var lengths = Enumerable.Range(PhoneNumber.MinDigits, PhoneNumber.MaxDigits - PhoneNumber.MinDigits + 1)
            .Where(length => ((entry >> length) & 1) != 0)
            .Select(length => length - code)
            .ToList();
        return $"{number[..(code + 1)]} has {InWords(lengths)} digits after it; this number has {number.Length - 1 - code}";
    }

    /// <summary>The table's entry for a number in E.164 form.</summary>
    internal static ushort EntryOf(ReadOnlySpan<char> number) =>
        PossibleLengthsTable.Entries[((number[1] - '0') * 100) + ((number[2] - '0') * 10) + (number[3] - '0')];

    /// <summary>Whether numbers of the entry's country code may have so many digits, the code included.</summary>
    internal static bool Allow(ushort entry, int count) => ((entry >> count) & 1) != 0;

    /// <summary>Whether a number of the entry's country code may have another spelling.</summary>
    internal static bool MayHaveSpellings(ushort entry) => (entry & HasSpellings) != 0;

    internal static ushort Entry(int codeDigits, IEnumerable<int> lengths, bool hasSpellings) =>
        (ushort)(lengths.Aggregate(codeDigits << CodeShift, (entry, length) => entry | (1 << length)) | (hasSpellings ? HasSpellings : 0));

    private static string InWords(List<int> lengths) => lengths switch
    {
        [var only] => $"{only}",
        [var first, .., var last] when lengths.Count > 2 && last - first == lengths.Count - 1 => $"{first} to {last}",
        _ => $"{string.Join(", ", lengths[..^1])} or {lengths[^1]}",
    };
}
