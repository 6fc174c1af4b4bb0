using System.Text.Json.Serialization;

namespace Consent.Torture.Histories;

/// <summary>One call that writes. A text that is sent again with its id is another attempt of the same event.</summary>
/// <remarks>
/// An attempt with neither <see cref="Acknowledged"/> nor a refusal that <see cref="Refusal.ChangedNothing"/> has an unknown outcome:
/// it may take effect at any time from its call on, or never.
/// </remarks>
internal sealed record WriteAttempt
{
    public required WriteKind Kind { get; init; }

    /// <summary>
    /// Gets the event's id, which no other event of the run has: the message id, the idempotency key, or for a row of an import
    /// <c>import id/customer</c>, as in its entry. Empty for a Put.
    /// </summary>
    public required string Id { get; init; }

    [JsonConverter(typeof(PooledStrings))]
    public required string Client { get; init; }

    /// <summary>Gets the server that was called, from 1; 0 where it was none of the cluster's.</summary>
    public required int Server { get; init; }

    /// <inheritdoc cref="CheckOperation.Roams"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Roams { get; init; }

    /// <summary>Gets when it was called, in microseconds of the run's monotonic clock.</summary>
    public required long Called { get; init; }

    /// <summary>Gets when it returned; null where it never did.</summary>
    public long? Returned { get; init; }

    /// <summary>Gets the number that was texted, or whose record is named, in its canonical form.</summary>
    [JsonConverter(typeof(PooledStrings))]
    public string? Sender { get; init; }

    /// <summary>Gets the account whose record is named; null for a text.</summary>
    [JsonConverter(typeof(PooledStrings))]
    public string? Account { get; init; }

    /// <summary>Gets the customer; null for a Put.</summary>
    [JsonConverter(typeof(PooledStrings))]
    public string? Customer { get; init; }

    /// <summary>Gets the keyword that the text was, where it is one of the account's own; null where the text is read so by every account.</summary>
    [JsonConverter(typeof(PooledStrings))]
    public string? OwnKeyword { get; init; }

    /// <summary>Gets the time that was given with it (<c>received_at</c>, <c>occurred_at</c>), by the run's clock; null where none was.</summary>
    public long? GivenAt { get; init; }

    /// <summary>Gets what a Put registers.</summary>
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
