using Consent.Core.Texts;
using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Core.Registry;

/// <summary>A business, and how it wants its customers' opt-outs handled.</summary>
public sealed record Account
{
    public required AccountId Id { get; init; }

    /// <summary>Gets the business's name as its customers know it: {business} in replies.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Gets the product that the notice to users names; empty means the server's setting.</summary>
    public string ProductName { get; init; } = "";

    public ResubscribePolicy ResubscribePolicy { get; init; } = ResubscribePolicy.CustomerStart;

    public KeywordMatching KeywordMatching { get; init; } = KeywordMatching.Reasonable;

    public OwnKeywords Keywords { get; init; } = OwnKeywords.None;

    public ReplyTemplates Replies { get; init; } = ReplyTemplates.Defaults;

    /// <summary>Gets the number of changes of this account, from 1.</summary>
    public long Revision { get; init; }
}
