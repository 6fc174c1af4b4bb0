using System.Text.Json.Serialization;
using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Storage.Records;

/// <summary>
/// What is stored of a record's grain, as JSON: the record, and the event that made it, which the database's triggers take apart
/// into the ledger. The properties' names are the triggers' contract.
/// </summary>
public sealed record ConsentGrainState : IStoredState
{
    /// <summary>The name of the state, which Orleans stores as <c>GrainTypeString</c>.</summary>
    public const string Name = "consent";

    public string Key { get; init; } = "";

    public SenderNumber? Sender { get; init; }

    public AccountId? Account { get; init; }

    /// <summary>Gets the customer, in the spelling that the event gave.</summary>
    public PhoneNumber Customer { get; init; }

    public ConsentRecord Record { get; init; } = ConsentRecord.Empty;

    public StoredEntry? Entry { get; init; }

    /// <summary>Gets the mark of the entry, which the ledger gave when the state was written; null where the state was read.</summary>
    [JsonIgnore]
    public long? Mark { get; init; }

    StateKey IStoredState.Key => RecordKey.Parse(Key);

    long IStoredState.Revision => Record.Revision;

    public static ConsentGrainState From(RecordKey key, Transition transition, ConsentEvent consentEvent) =>
        Of(key, transition.Record, new StoredEntry
        {
            Kind = transition.Entry,
            At = transition.At,
            Applied = transition.Applied,
            Moved = transition.Decides,
            Reply = transition.Reply,
            Identity = transition.Identity,
            Event = consentEvent,
        });

    /// <summary>A reply was let out. The record remembers by which outgoing message, so no index has to.</summary>
    public static ConsentGrainState From(RecordKey key, ConsentRecord afterUse, ConsentEvent replySent) =>
        Of(key, afterUse, new StoredEntry
        {
            Kind = LedgerEntryKind.ReplySent,
            At = replySent.ArrivedAt,
            Applied = true,
            Moved = false,
            Event = replySent,
        });

    /// <summary>Records of one phone became one, whose deciding event is an earlier entry of one of them.</summary>
    public static ConsentGrainState OfMerge(RecordKey key, ConsentRecord merged, ConsentEvent merge) =>
        Of(key, merged, new StoredEntry
        {
            Kind = LedgerEntryKind.Merged,
            At = merge.ArrivedAt,
            Applied = true,
            Moved = false,
            Event = merge,
        });

    IStoredState IStoredState.CommittedAt(long position, long? mark) =>
        this with { Record = Record.CommittedAt(position), Mark = mark };

    private static ConsentGrainState Of(RecordKey key, ConsentRecord record, StoredEntry entry) => new()
    {
        Key = key.ToString(),
        Sender = key.Sender,
        Account = key.Account,
        Customer = entry.Event.Customer ?? key.Customer,
        Record = record,
        Entry = entry,
    };
}

/// <summary>The event that made a state, as the ledger keeps it.</summary>
public sealed record StoredEntry
{
    public required LedgerEntryKind Kind { get; init; }

    public required Instant At { get; init; }

    public required bool Applied { get; init; }

    public required bool Moved { get; init; }

    public OfferedReply? Reply { get; init; }

    /// <summary>Gets what makes an event a repetition of this one; null where nothing does.</summary>
    public string? Identity { get; init; }

    public required ConsentEvent Event { get; init; }
}
