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

/// <summary>What an opt-out by text to a sender number covers; the numbers are those of the wire's <c>SenderKind</c>.</summary>
public enum SenderKind
{
    /// <summary>Not registered: an opt-out covers the number only.</summary>
    Unspecified = 0,

    /// <summary>An opt-out covers the number only.</summary>
    Engage = 1,

    /// <summary>The account's ordinary number: an opt-out covers the whole account.</summary>
    Standard = 2,
}

/// <summary>What routes an event: a sender number's kind and account. <see cref="SenderKind.Unspecified"/> and no account where it is not registered.</summary>
public readonly record struct SenderRoute(SenderNumber Number, SenderKind Kind = SenderKind.Unspecified, AccountId? Account = null)
{
    public bool IsRegistered => Kind != SenderKind.Unspecified;

    public static SenderRoute Of(Sender sender) => new(sender.Number, sender.Kind, sender.Account);
}
