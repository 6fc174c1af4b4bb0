using Consent.Core.Texts.Instructions;
using Consent.Core.Texts.Sentences;

namespace Consent.Core.Texts;

/// <summary>An account's keywords: the defaults, which cannot be taken away, and its own in addition. Immutable.</summary>
public sealed class CompiledKeywords
{
    private const int StackLimit = 128;

    private readonly KeywordTable? _own;
    private readonly int _longestKey;

    /// <summary>Takes the account's own keywords, of any script and of several words if need be.</summary>
    /// <remarks>
    /// They are normalized as texts are. One that has no letter or digit can match nothing and is left out. One that is given for
    /// several kinds, or is a default of another kind, counts as opt-out before help, and as help before opt-in.
    /// By the business's names, if given, a sentence is known to be about it: "stop acme". By its replies and
    /// the built-in ones, if given, one is known that a customer sends back.
    /// </remarks>
    public CompiledKeywords(
        IReadOnlyCollection<string> optOut,
        IReadOnlyCollection<string> optIn,
        IReadOnlyCollection<string> help,
        KeywordMatching matching = KeywordMatching.Reasonable,
        IReadOnlyCollection<string>? names = null,
        KnownReplies? replies = null,
        KnownReplies? builtInReplies = null)
    {
        ArgumentNullException.ThrowIfNull(optOut);
        ArgumentNullException.ThrowIfNull(optIn);
        ArgumentNullException.ThrowIfNull(help);
        // Nearly every account has none of its own; the defaults are shared.
        _own = optOut.Count + optIn.Count + help.Count == 0 ? null : new KeywordTable(optOut, optIn, help);
        Matching = matching;
        Brand = names is null ? null : BrandNames.Of(names);
        Replies = replies;
        BuiltInReplies = builtInReplies;
        _longestKey = Math.Max(KeywordTable.Defaults.LongestKey, _own?.LongestKey ?? 0);
    }

    /// <summary>The default keywords alone, and <see cref="KeywordMatching.Reasonable"/>.</summary>
    public static CompiledKeywords Default { get; } = new([], [], []);

    /// <summary>How far a text may be from a keyword.</summary>
    public KeywordMatching Matching { get; }

    /// <summary>The names of the business, as customers write them; null if none is known.</summary>
    internal BrandNames? Brand { get; }

    /// <summary>The account's own replies; null if it has none.</summary>
    internal KnownReplies? Replies { get; }

    /// <summary>The replies of accounts that have none of their own; null if they are not known here.</summary>
    internal KnownReplies? BuiltInReplies { get; }

    /// <summary>Whether the account has keywords of its own.</summary>
    internal bool HasOwn => _own is not null;

    /// <summary>Finds the keyword that a core is.</summary>
    internal Classification Find(ReadOnlySpan<char> core)
    {
        Span<char> key = (_longestKey <= StackLimit ? stackalloc char[StackLimit] : new char[_longestKey])[.._longestKey];

        // The joined core is the shorter: where it is too long to be a keyword, the core is too.
        if (!TrimmedText.TryWriteKey(core, joined: true, key, out var length))
        {
            return Classification.None;
        }

        if (FindOptOut(key[..length]) is { } optOut)
        {
            return optOut;
        }

        return TrimmedText.TryWriteKey(core, joined: false, key, out length) && FindOther(key[..length]) is { } other
            ? other
            : Classification.None;
    }

    /// <summary>Whether a core is an opt-out keyword that only this account has.</summary>
    internal bool IsOwnOptOut(ReadOnlySpan<char> core) => _own is not null && Find(core).Kind == InboundKind.OptOut;

    private Classification? FindOptOut(ReadOnlySpan<char> joinedCore)
    {
        if (KeywordTable.Defaults.TryFindOptOut(joinedCore, out var found))
        {
            return found;
        }

        return _own is not null && _own.TryFindOptOut(joinedCore, out found) ? found : null;
    }

    private Classification? FindOther(ReadOnlySpan<char> core)
    {
        Classification? found = KeywordTable.Defaults.TryFindOther(core, out var byDefault) ? byDefault : null;
        if (found?.Kind != InboundKind.Help && _own is not null && _own.TryFindOther(core, out var own))
        {
            found = own;
        }

        return found;
    }
}

/// <summary>How far a text may be from a keyword; the numbers are those of the wire's <c>KeywordMatching</c>.</summary>
public enum KeywordMatching
{
    /// <summary>As <see cref="Reasonable"/>.</summary>
    Unspecified = 0,

    /// <summary>Keywords, plain sentences and slips.</summary>
    Reasonable = 1,

    /// <summary>The whole message is a keyword.</summary>
    Exact = 2,
}
