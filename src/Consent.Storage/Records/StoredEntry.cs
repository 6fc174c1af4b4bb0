using Consent.Core.Records;

namespace Consent.Storage.Records;

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
