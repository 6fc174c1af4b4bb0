using System.Data.Common;
using Consent.Storage.Database;

namespace Consent.Storage.Ledger;

/// <summary>Reads what is in the ledger, with statements that both databases understand.</summary>
public sealed class LedgerArchive(ConsentDatabase database)
{
    private const string PageQuery =
        $"SELECT {LedgerRows.Columns} FROM ledger WHERE position > @after AND position <= @last ORDER BY position";

    /// <summary>Up to so many entries after a position, oldest first; fewer only where the ledger has no more.</summary>
    public Task<List<LedgerEntry>> PageAsync(long afterPosition, int count, CancellationToken cancellation) =>
        ReadAsync(PageQuery, LedgerRows.Read, cancellation, ("@after", afterPosition), ("@last", afterPosition + count));

    internal Task<List<T>> ReadAsync<T>(
        string query, Func<DbDataReader, T> read, CancellationToken cancellation, params (string Name, object? Value)[] parameters) =>
        database.Source.ListAsync(query, read, cancellation, parameters);
}
