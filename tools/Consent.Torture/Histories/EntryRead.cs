using System.Text.Json.Serialization;
using Consent.V1;

namespace Consent.Torture.Histories;

/// <summary>An entry of the ledger as it was read when the run was over.</summary>
internal sealed record EntryRead
{
    public required long Position { get; init; }

    public required LedgerEntryKind Kind { get; init; }

    /// <summary>Gets the key of the record, sender or account (<see cref="RecordKeys"/>).</summary>
    [JsonConverter(typeof(PooledStrings))]
    public required string Record { get; init; }

    /// <summary>Gets the number of the record's events, this one included; of a registration, that of its changes.</summary>
    public required long Revision { get; init; }

    /// <summary>Gets the record's state after the entry.</summary>
    public ConsentState State { get; init; }

    /// <summary>Gets when the event happened, in milliseconds since 1970: the column <c>occurred_at</c>.</summary>
    public long OccurredAt { get; init; }

    /// <summary>Gets the event's source.</summary>
    public ConsentSource Source { get; init; }

    /// <summary>Gets a value indicating whether this event decides the record's state from now on: the column <c>moved</c>.</summary>
    public bool Moved { get; init; }

    public string MessageId { get; init; } = "";

    /// <summary>Gets the number that was texted or named.</summary>
    [JsonConverter(typeof(PooledStrings))]
    public string? Sender { get; init; }

    [JsonConverter(typeof(PooledStrings))]
    public string? Customer { get; init; }

    /// <summary>Gets what was registered.</summary>
    public Registration? Registration { get; init; }

    [JsonIgnore]
    public bool IsApplied => Kind is not (LedgerEntryKind.OptInNotApplied or LedgerEntryKind.OptOutNotApplied);
}
