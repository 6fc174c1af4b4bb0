using Consent.Storage.Ledger;

namespace Consent.Storage.Replicas;

/// <summary>This server's roster, which the server's own writers tell of what they have committed.</summary>
public interface IOwnRoster
{
    /// <summary>Gets the last entry that it knows; null while none is loaded.</summary>
    LedgerPoint? End { get; }

    /// <summary>A write transaction has committed. Call once the commit was reported, and before anybody is told of the write.</summary>
    /// <param name="before">The last entry known when the transaction was sent.</param>
    /// <param name="tail">What the transaction read.</param>
    void Committed(LedgerPoint before, LedgerTail tail);
}

/// <summary>The end of the ledger as a write transaction leaves it, and the list of replicas, read while no server could register.</summary>
/// <param name="DatabaseId">Tells the database from any other.</param>
/// <param name="MarkBefore">The mark of the ledger's entry where the writer's own roster ended; null where it has none.</param>
/// <param name="Entries">The entries after that one, the transaction's own at the end. Of too many, the last.</param>
/// <param name="Replicas">Every server that may answer checks.</param>
public sealed record LedgerTail(
    string DatabaseId, long? MarkBefore, IReadOnlyList<RosterEntry> Entries, IReadOnlyList<Replica> Replicas)
{
    /// <summary>The largest number of entries that a write transaction reads: as many as a request to catch up brings.</summary>
    public const int MostEntries = 1_000;
}
