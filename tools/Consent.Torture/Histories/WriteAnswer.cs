using System.Text.Json.Serialization;

namespace Consent.Torture.Histories;

/// <summary>What the answer to a writing call says.</summary>
internal sealed record WriteAnswer
{
    public required Effect Effect { get; init; }

    /// <summary>Gets a value indicating whether it had been recorded before, by this event's earlier attempt.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Duplicate { get; init; }

    /// <summary>Gets the entry's position, as answered; null for an import and a Put, which tell none.</summary>
    public long? Position { get; init; }

    /// <summary>Gets the key of the record that was answered (<see cref="RecordKeys"/>); null for an ordinary text and a Put.</summary>
    [JsonConverter(typeof(PooledStrings))]
    public string? Record { get; init; }

    /// <summary>Gets the revision that a Put answered.</summary>
    public long? Revision { get; init; }
}
