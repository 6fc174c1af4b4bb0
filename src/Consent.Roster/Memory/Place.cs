using Consent.Storage.Ledger;

namespace Consent.Roster.Memory;

/// <summary>A place in the ledger of one database. Marks are random, so a place fixes every entry before it too.</summary>
/// <param name="DatabaseId">Tells the database from any other.</param>
/// <param name="Entry">The position, and the mark of the entry there.</param>
public readonly record struct Place(string DatabaseId, LedgerPoint Entry);
