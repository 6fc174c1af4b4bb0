using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Storage.Consents;

/// <summary>
/// What is stored of a record's grain, as JSON: the record, and the event that made it, which the database's triggers take apart
/// into the ledger. The properties' names are the triggers' contract.
/// </summary>
public sealed record ConsentGrainState
{
    /// <summary>The name of the state, which Orleans stores as <c>GrainTypeString</c>.</summary>
    public const string Name = "consent";

    public string Key { get; init; } = "";

    public SenderNumber? Sender { get; init; }

    public AccountId? Account { get; init; }

    public PhoneNumber Customer { get; init; }

    public ConsentRecord Record { get; init; } = ConsentRecord.Empty;

    public StoredEntry? Entry { get; init; }

    /// <summary>The state with the position that the ledger gave to its entry, which is not stored with it.</summary>
    public ConsentGrainState CommittedAt(long position) => this with { Record = Record.CommittedAt(position) };

    public static ConsentGrainState From(RecordKey key, Transition transition, ConsentEvent consentEvent) => new()
    {
        Key = key.ToString(),
        Sender = key.Sender,
        Account = key.Account,
        Customer = key.Customer,
        Record = transition.Record,
        Entry = new StoredEntry
        {
            Kind = transition.Entry,
            At = transition.At,
            Applied = transition.Applied,
            Moved = transition.Moved,
            Reply = transition.Reply,
            Identity = EventIdentity.Of(consentEvent),
            Event = consentEvent,
        },
    };
}
