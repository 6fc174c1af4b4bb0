using Consent.Storage.Ledger;

namespace Consent.Storage.Replicas;

/// <summary>The ledger that a load read.</summary>
/// <param name="DatabaseId">Tells the database from any other.</param>
/// <param name="End">Its last entry.</param>
public sealed record LoadedLedger(string DatabaseId, LedgerPoint End);
