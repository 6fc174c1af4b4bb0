using System.Collections.Frozen;

namespace Consent.Core.Texts;

/// <summary>Keywords of the three kinds, normalized once, to be looked up by the text's core without allocating.</summary>
internal sealed class KeywordTable
{
    private readonly FrozenDictionary<string, Classification>.AlternateLookup<ReadOnlySpan<char>> _byJoinedCore;
    private readonly FrozenDictionary<string, Classification>.AlternateLookup<ReadOnlySpan<char>> _byCore;

    internal KeywordTable(IEnumerable<string> optOut, IEnumerable<string> optIn, IEnumerable<string> help)
    {
        // Equal cores have equal joined cores, so that an opt-out needs the joined core alone.
        var byJoinedCore = new Dictionary<string, Classification>(StringComparer.Ordinal);
        foreach (var keyword in Normalize(optOut))
        {
            var joined = TrimmedText.Key(keyword, joined: true);
            byJoinedCore.TryAdd(
                joined,
                new Classification(InboundKind.OptOut, keyword) { OfAllNumbers = joined == DefaultKeywords.OptOutOfAllNumbers });
        }

        // A word that is both opts nobody in: help comes first.
        var byCore = new Dictionary<string, Classification>(StringComparer.Ordinal);
        foreach (var keyword in Normalize(help))
        {
            byCore.TryAdd(keyword, new Classification(InboundKind.Help, keyword));
        }

        foreach (var keyword in Normalize(optIn))
        {
            byCore.TryAdd(keyword, new Classification(InboundKind.OptIn, keyword));
        }

        LongestKey = byJoinedCore.Keys.Concat(byCore.Keys).Max(key => (int?)key.Length) ?? 0;
        _byJoinedCore = byJoinedCore.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _byCore = byCore.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    internal static KeywordTable Defaults { get; } = new(DefaultKeywords.OptOut, DefaultKeywords.OptIn, DefaultKeywords.Help);

    /// <summary>No text whose key is longer is in the table.</summary>
    internal int LongestKey { get; }

    internal bool TryFindOptOut(ReadOnlySpan<char> joinedCore, out Classification found) =>
        _byJoinedCore.TryGetValue(joinedCore, out found);

    /// <summary>Finds an opt-in or help keyword.</summary>
    internal bool TryFindOther(ReadOnlySpan<char> core, out Classification found) => _byCore.TryGetValue(core, out found);

    private static IEnumerable<string> Normalize(IEnumerable<string> keywords) =>
        keywords
            .Select(keyword => TrimmedText.Key(TrimmedText.Of(TextNormalizer.Normalize(keyword)), joined: false))
            .Where(keyword => keyword.Length > 0);
}
