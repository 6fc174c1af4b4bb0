namespace Consent.Storage.Replicas;

/// <summary>Where a ledger ends: which database's, at which position, and with which entry.</summary>
/// <param name="DatabaseId">Tells the database from any other.</param>
/// <param name="Position">The last position; 0 for an empty ledger.</param>
/// <param name="Mark">The mark of the entry there; null for an empty ledger.</param>
public sealed record LedgerHead(string DatabaseId, long Position, long? Mark);
