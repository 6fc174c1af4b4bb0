using System.Data.Common;
using Consent.Storage.Database;

namespace Consent.Storage.Ledger;

/// <summary>Reads what is in the ledger, with statements that both databases understand.</summary>
public sealed class LedgerArchive(ConsentDatabase database)
{
    private const string PageQuery =
        $"SELECT {LedgerRows.Columns} FROM ledger WHERE position > @after AND position <= @last ORDER BY position";

    /// <summary>The entries after a position, oldest first: at the most so many, and all where there are fewer.</summary>
    public Task<List<LedgerEntry>> PageAsync(long afterPosition, int count, CancellationToken cancellation) =>
        ReadAsync(PageQuery, LedgerRows.Read, cancellation, ("@after", afterPosition), ("@last", afterPosition + count));

    // SQLite blocks the calling thread, so a read takes a thread of the pool.
    internal Task<List<T>> ReadAsync<T>(
        string query, Func<DbDataReader, T> read, CancellationToken cancellation, params (string Name, object Value)[] parameters) => Task.Run(
        async () =>
        {
            await using var command = database.Source.CreateCommand(query);
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                rows.Add(read(reader));
            }

            return rows;
        },
        cancellation);
}
