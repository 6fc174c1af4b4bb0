using Consent.Torture.Clusters;
using Npgsql;

namespace Consent.Cluster.Tests.Clusters;

/// <summary>The ledger, read beside the servers.</summary>
internal static class LedgerTable
{
    // Entries, records and states tell the same.
    private const string Disagreeing =
        """
        SELECT count(*)
        FROM (SELECT record_key, count(*) AS entries, max(position) AS last FROM ledger WHERE registered IS NULL GROUP BY record_key) AS counted
        FULL JOIN consent_record AS record USING (record_key)
        FULL JOIN (SELECT * FROM OrleansStorage WHERE GrainTypeString = 'consent') AS state ON state.GrainIdExtensionString = record_key
        WHERE entries IS DISTINCT FROM record.revision OR entries IS DISTINCT FROM state.Version
            OR last IS DISTINCT FROM record.last_position
        """;

    /// <summary>All entries, which must be numbered 1 to n and agree with states and records.</summary>
    public static async Task<IReadOnlyList<LedgerRow>> WholeLedgerAsync(this LocalCluster cluster)
    {
        var rows = new List<LedgerRow>();
        await using var connection = new NpgsqlConnection(cluster.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT position, message_id, customer_number, record_revision FROM ledger ORDER BY position", connection);
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                rows.Add(new LedgerRow(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3)));
            }
        }

        Assert.Equal(Enumerable.Range(1, rows.Count).Select(position => (long)position), rows.Select(row => row.Position));
        Assert.Equal(0L, await cluster.AskAsync<long>(Disagreeing));
        return rows;
    }
}
