using Consent.Core.Numbers;

namespace Consent.Core.Registry;

/// <summary>A registered sender number: whose it is, and what an opt-out by text to it covers.</summary>
public sealed record Sender
{
    public required SenderNumber Number { get; init; }

    /// <summary>Gets the account, which stays once it is set.</summary>
    public required AccountId Account { get; init; }

    public required SenderKind Kind { get; init; }

    public string DisplayName { get; init; } = "";

    /// <summary>Gets the number of changes of this sender, from 1.</summary>
    public long Revision { get; init; }
}
