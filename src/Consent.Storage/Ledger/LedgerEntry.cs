namespace Consent.Storage.Ledger;

/// <summary>An entry of the ledger, whole and as stored. Times are milliseconds since 1970, UTC.</summary>
public sealed record LedgerEntry
{
    public required long Position { get; init; }

    public required long Mark { get; init; }

    /// <summary>Gets the number of a <see cref="Core.Records.LedgerEntryKind"/> or a <see cref="Core.Registry.RegistryEntryKind"/>.</summary>
    public required int Kind { get; init; }

    public required string RecordKey { get; init; }

    public required string? RecordSenderNumber { get; init; }

    public required string? RecordAccountId { get; init; }

    /// <summary>Gets the customer; empty in an entry of the registry.</summary>
    public required string CustomerNumber { get; init; }

    public required long RecordRevision { get; init; }

    public required int RecordState { get; init; }

    public required bool RecordWasOptedOut { get; init; }

    public required long? RecordChangedAt { get; init; }

    public required int? RecordSource { get; init; }

    public required string? RecordKeyword { get; init; }

    public required int Source { get; init; }

    public required string? SenderNumber { get; init; }

    public required string? AccountId { get; init; }

    public required string MessageId { get; init; }

    public required string Gateway { get; init; }

    public required string Actor { get; init; }

    public required string Evidence { get; init; }

    public required string Body { get; init; }

    public required string Keyword { get; init; }

    public required string RuleSet { get; init; }

    public required int Repairs { get; init; }

    public required long? GivenAt { get; init; }

    public required long? SentAt { get; init; }

    public required long ArrivedAt { get; init; }

    public required long OccurredAt { get; init; }

    public required long RecordedAt { get; init; }

    public required bool Applied { get; init; }

    public required bool Moved { get; init; }

    /// <summary>Gets the reply that the event called for, as JSON.</summary>
    public required string? Reply { get; init; }

    public required string? Identity { get; init; }

    /// <summary>Gets the account, sender or API key after a change of the registry, as JSON; null in a record's entry.</summary>
    public required string? Registered { get; init; }
}
