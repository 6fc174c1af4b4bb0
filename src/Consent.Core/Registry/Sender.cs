using System.Text.Json.Serialization;
using Consent.Core.Numbers;

namespace Consent.Core.Registry;

/// <summary>A registered sender number: its account, and the scope of an opt-out that is texted to it.</summary>
public sealed record Sender
{
    public required SenderNumber Number { get; init; }

    /// <summary>Gets the number in the spelling in which it was registered; null where that is the canonical number.</summary>
    public string? Spelling { get; init; }

    /// <summary>Gets the number in the spelling in which it was registered.</summary>
    [JsonIgnore]
    public SenderNumber AsRegistered => Spelling is null ? Number : SenderNumber.Parse(Spelling);

    /// <summary>Gets the account, which stays once it is set.</summary>
    public required AccountId Account { get; init; }

    public required SenderKind Kind { get; init; }

    public string DisplayName { get; init; } = "";

    /// <summary>Gets the number of the same account that customers text instead, where this sender cannot be texted.</summary>
    public SenderNumber? ReplyNumber { get; init; }

    /// <summary>Gets the number of changes of this sender, from 1.</summary>
    public long Revision { get; init; }
}

/// <summary>The scope of an opt-out that is texted to a sender number. Numbered as the wire's <c>SenderKind</c>.</summary>
public enum SenderKind
{
    /// <summary>Not registered: an opt-out covers the number only.</summary>
    Unspecified = 0,

    /// <summary>An opt-out covers the number only.</summary>
    Engage = 1,

    /// <summary>A standard number of the account: an opt-out covers the whole account.</summary>
    Standard = 2,
}

/// <summary>A sender number's kind, account and reply number, by which events are routed.</summary>
/// <remarks>A number that is not registered has <see cref="SenderKind.Unspecified"/> and no account.</remarks>
public readonly record struct SenderRoute(
    SenderNumber Number, SenderKind Kind = SenderKind.Unspecified, AccountId? Account = null, SenderNumber? ReplyNumber = null)
{
    public static SenderRoute Of(Sender sender) => new(sender.AsRegistered, sender.Kind, sender.Account, sender.ReplyNumber);
}
