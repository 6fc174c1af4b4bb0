using System.Text.Json.Serialization;

namespace Consent.Torture.Histories;

/// <summary>An entry of the ledger as it was read when the run was over.</summary>
internal sealed record EntryRead : HistoryLine
{
    public required long Position { get; init; }

    public required LedgerEntryKind Kind { get; init; }

    /// <summary>Gets the key of the record, sender or account (<see cref="RecordKeys"/>).</summary>
    public required string Record { get; init; }

    /// <summary>Gets the number of the record's events, this one included; of a registration, that of its changes.</summary>
    public required long Revision { get; init; }

    public ConsentState State { get; init; }

    /// <summary>Gets when the event happened, in milliseconds since 1970: the column <c>occurred_at</c>.</summary>
    public long OccurredAt { get; init; }

    public ConsentSource Source { get; init; }

    /// <summary>Gets a value indicating whether this event decides the record's state from now on: the column <c>moved</c>.</summary>
    public bool Moved { get; init; }

    public string MessageId { get; init; } = "";

    /// <summary>Gets the number that was texted or named.</summary>
    public string? Sender { get; init; }

    public string? Customer { get; init; }

    public Registration? Registration { get; init; }

    [JsonIgnore]
    public bool IsApplied => Kind is not (LedgerEntryKind.OptInNotApplied or LedgerEntryKind.OptOutNotApplied);
}

/// <summary>What was registered of a sender or an account, as far as the checker compares it.</summary>
/// <param name="Account">The account, or the sender's.</param>
/// <param name="Sender">The sender number; null for an account.</param>
/// <param name="Kind">The sender's kind.</param>
/// <param name="Keywords">The account's own keywords of every kind, with commas between; null for none.</param>
/// <param name="Content">All else that the run changes, in a form that is the same in a Put and in its entry.</param>
/// <param name="ReplyNumber">The number to which customers text what they cannot text to the sender.</param>
internal sealed record Registration(
    string Account,
    string? Sender = null,
    SenderKind Kind = SenderKind.Unspecified,
    string? Keywords = null,
    string? Content = null,
    string? ReplyNumber = null)
{
    [JsonIgnore]
    public string Key => Sender is null ? RecordKeys.OfAccount(Account) : RecordKeys.OfSender(Sender);

    public bool HasKeyword(string keyword) => Keywords?.Split(',').Contains(keyword) ?? false;
}

/// <summary>Keys of entries, as the ledger's column <c>record_key</c> has them.</summary>
internal static class RecordKeys
{
    public const string NumberPrefix = "number:";

    public static string OfNumber(string sender, string customer) => $"{NumberPrefix}{sender}/{customer}";

    public static string OfAccount(string account, string customer) => $"account:{account}/{customer}";

    /// <summary>The key that a record of the same customer had under the older spelling.</summary>
    public static string OfOlderSpelling(string record)
    {
        var customer = record.LastIndexOf('/') + 1;
        return record[..customer] + Spellings.Older(record[customer..]);
    }

    /// <summary>The key of a sender's registration.</summary>
    public static string OfSender(string sender) => $"sender:{sender}";

    /// <summary>The key of an account's registration.</summary>
    public static string OfAccount(string account) => $"account:{account}";

    public static string Of(ConsentRecord record) => record.ScopeCase == ConsentRecord.ScopeOneofCase.SenderNumber
        ? OfNumber(record.SenderNumber, Spellings.CustomerOf(record.CustomerNumber))
        : OfAccount(record.AccountId, Spellings.CustomerOf(record.CustomerNumber));
}
