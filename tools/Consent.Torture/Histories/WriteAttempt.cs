using System.Text.Json.Serialization;

namespace Consent.Torture.Histories;

/// <summary>One call that writes. A text that is sent again with its id is another attempt of the same event.</summary>
/// <remarks>
/// An attempt with neither <see cref="Acknowledged"/> nor a refusal that <see cref="Refusal.ChangedNothing"/> has an unknown outcome:
/// it may take effect at any time from its call on, or never.
/// </remarks>
internal sealed record WriteAttempt : HistoryLine
{
    public required WriteKind Kind { get; init; }

    /// <summary>
    /// Gets the event's id, which no other event of the run has: the message id, the idempotency key, or for a row of an import
    /// <c>import id/customer</c>, as in its entry. Empty for a Put.
    /// </summary>
    public required string Id { get; init; }

    public string Client { get; init; } = "";

    /// <summary>Gets the server that was called, from 1; 0 where it was none of the cluster's.</summary>
    public int Server { get; init; }

    /// <inheritdoc cref="CheckOperation.Roams"/>
    public bool Roams { get; init; }

    /// <summary>Gets when it was called, in microseconds of the run's monotonic clock.</summary>
    public long Called { get; init; }

    public long? Returned { get; init; }

    /// <summary>Gets the number that was texted, or whose record is named, in its canonical form.</summary>
    public string? Sender { get; init; }

    /// <summary>Gets the account whose record is named; null for a text.</summary>
    public string? Account { get; init; }

    /// <summary>Gets the customer; null for a Put.</summary>
    public string? Customer { get; init; }

    /// <summary>Gets the keyword that the text was, where it is one of the account's own; null where the text is read so by every account.</summary>
    public string? OwnKeyword { get; init; }

    /// <summary>Gets the time that was given with it (<c>received_at</c>, <c>occurred_at</c>), by the run's clock; null where none was.</summary>
    public long? GivenAt { get; init; }

    public Registration? Registration { get; init; }

    public WriteAnswer? Acknowledged { get; init; }

    public Refusal? Refused { get; init; }

    /// <summary>Gets a value indicating whether nobody was told what became of it. An import may have entered rows before it was refused.</summary>
    [JsonIgnore]
    public bool IsUnknown => Acknowledged is null && !(Refused is { ChangedNothing: true } && Kind != WriteKind.ImportedRow);

    /// <summary>Gets a value indicating whether it may have made an entry.</summary>
    [JsonIgnore]
    public bool MayBeEntered => IsUnknown || Acknowledged is { Effect: not Effect.Ordinary };
}

/// <summary>What a writing call said.</summary>
internal enum WriteKind
{
    /// <summary>An opt-out by text: RecordInbound.</summary>
    Stop,

    /// <summary>An opt-in by text: RecordInbound.</summary>
    Start,

    /// <summary>A text that asks for help, or that may be an opt-out: entered, and changes no decision.</summary>
    Help,

    /// <summary>An opt-out that came by another way, for the record that is named: RecordOptOut.</summary>
    OptOut,

    /// <summary>An opt-in without a text, for the record that is named: Reactivate.</summary>
    Reactivation,

    /// <summary>One row of an import.</summary>
    ImportedRow,

    SenderPut,
    AccountPut,
}

/// <summary>What an acknowledgement says that a write has done.</summary>
internal enum Effect
{
    /// <summary>Entered, and it counts; what a Put answers always is.</summary>
    Applied,

    /// <summary>Entered without effect: out of date, or against the account's policy.</summary>
    NotApplied,

    /// <summary>A text in which nothing was read: nothing is entered. Keywords change.</summary>
    Ordinary,

    /// <summary>A row of an import that found the opt-out there, or was done by an earlier run.</summary>
    Unchanged,

    /// <summary>A row of an import that told only how many of its rows were recorded.</summary>
    Unsaid,
}

/// <summary>What the answer to a writing call says.</summary>
internal sealed record WriteAnswer
{
    public required Effect Effect { get; init; }

    /// <summary>Gets a value indicating whether it had been recorded before, by this event's earlier attempt.</summary>
    public bool Duplicate { get; init; }

    /// <summary>Gets the entry's position, as answered; null for an import and a Put, which tell none.</summary>
    public long? Position { get; init; }

    /// <summary>Gets the key of the record that was answered (<see cref="RecordKeys"/>); null for an ordinary text and a Put.</summary>
    public string? Record { get; init; }

    /// <summary>Gets the revision that a Put answered.</summary>
    public long? Revision { get; init; }
}
