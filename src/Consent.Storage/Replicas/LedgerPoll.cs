using Consent.Core.Records;

namespace Consent.Storage.Replicas;

/// <summary>What one poll returned.</summary>
/// <param name="IsRegistered">Whether the server's own row is there and not retired.</param>
/// <param name="DatabaseId">Tells the database from any other.</param>
/// <param name="LastPosition">The last position of the ledger.</param>
/// <param name="MarkAtApplied">The mark of the entry at the last position applied; null where there is none.</param>
/// <param name="Entries">The entries after it, up to a page.</param>
/// <param name="Replicas">Every server that may answer checks.</param>
/// <param name="Clock">The database's clock.</param>
public sealed record LedgerPoll(
    bool IsRegistered,
    string DatabaseId,
    long LastPosition,
    long? MarkAtApplied,
    IReadOnlyList<RosterEntry> Entries,
    IReadOnlyList<Replica> Replicas,
    Instant Clock);
