using System.Collections.Immutable;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Texts;

namespace Consent.Core.Registry;

/// <summary>A business, and how it wants its customers' opt-outs handled.</summary>
public sealed record Account
{
    public required AccountId Id { get; init; }

    /// <summary>Gets the business's name as its customers know it: {business} in replies.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Gets the product that the notice to users names; empty means the configured one.</summary>
    public string ProductName { get; init; } = "";

    public ResubscribePolicy ResubscribePolicy { get; init; } = ResubscribePolicy.CustomerStart;

    public KeywordMatching KeywordMatching { get; init; } = KeywordMatching.Reasonable;

    public OwnKeywords Keywords { get; init; } = OwnKeywords.None;

    public ReplyTemplates Replies { get; init; } = ReplyTemplates.Defaults;

    /// <summary>Gets where customers get help, as text: {contact} in replies. Empty if there is none.</summary>
    // A former build stored none, and a generated reader then sets null.
    public string SupportContact { get; init => field = value ?? ""; } = "";

    /// <summary>Gets the replies to texts in other languages than that of <see cref="Replies"/>.</summary>
    public RepliesByLanguage RepliesByLanguage { get; init => field = value ?? RepliesByLanguage.None; } = RepliesByLanguage.None;

    /// <summary>Gets what is blocked while a text that may be an opt-out waits for its review.</summary>
    // A former build stored none, and a generated reader then sets 0.
    public PossibleOptOutPolicy PossibleOptOutPolicy
    {
        get;
        init => field = value == PossibleOptOutPolicy.Unspecified ? PossibleOptOutPolicy.Record : value;
    }
    = PossibleOptOutPolicy.Record;

    /// <summary>Gets the number of changes of this account, from 1.</summary>
    public long Revision { get; init; }
}

/// <summary>The keywords that an account adds to the defaults, as given. Equal if the same words are in the same order.</summary>
public sealed record OwnKeywords
{
    public static OwnKeywords None { get; } = new();

    public ImmutableArray<string> OptOut { get; init; } = [];

    public ImmutableArray<string> OptIn { get; init; } = [];

    public ImmutableArray<string> Help { get; init; } = [];

    public bool Equals(OwnKeywords? other) =>
        other is not null
        && OptOut.SequenceEqual(other.OptOut)
        && OptIn.SequenceEqual(other.OptIn)
        && Help.SequenceEqual(other.Help);

    public override int GetHashCode() => HashCode.Combine(OptOut.Length, OptIn.Length, Help.Length, OptOut.FirstOrDefault());
}

/// <summary>The account's replies, with placeholders to fill in: see <see cref="ReplyText"/>. Empty means the default.</summary>
public sealed record ReplyTemplates
{
    public static ReplyTemplates Defaults { get; } = new();

    public string OptOutConfirmation { get; init; } = "";

    public string OptInConfirmation { get; init; } = "";

    public string Help { get; init; } = "";

    /// <summary>The same, with those of <paramref name="others"/> where these are empty.</summary>
    public ReplyTemplates Or(ReplyTemplates others) => new()
    {
        OptOutConfirmation = Or(OptOutConfirmation, others.OptOutConfirmation),
        OptInConfirmation = Or(OptInConfirmation, others.OptInConfirmation),
        Help = Or(Help, others.Help),
    };

    private static string Or(string template, string other) => template.Length > 0 ? template : other;
}
