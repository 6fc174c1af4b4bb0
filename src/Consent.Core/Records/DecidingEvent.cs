using System.Text.Json.Serialization;

namespace Consent.Core.Records;

/// <summary>The event that decided a record's state.</summary>
public sealed record DecidingEvent
{
    public required Instant At { get; init; }

    public Instant? GivenAt { get; init; }

    /// <summary>Gets a value indicating whether the time was computed from <c>sent_at</c>, without any clock's offset.</summary>
    public bool HasSentAt { get; init; }

    public string Gateway { get; init; } = "";

    public required ConsentSource Source { get; init; }

    /// <summary>Gets why the text meant what it meant: see <see cref="ConsentEvent.Matched"/>.</summary>
    [JsonPropertyName("keyword")]
    public string Matched { get; init; } = "";

    /// <summary>Gets the ledger position, known once the event is committed.</summary>
    public long? Position { get; init; }
}
