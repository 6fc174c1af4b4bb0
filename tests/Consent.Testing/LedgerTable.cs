using System.Data.Common;

namespace Consent.Testing;

public sealed record LedgerRow(
    long Position, string MessageId, string Customer, long Revision, bool Applied, DateTimeOffset OccurredAt, DateTimeOffset ArrivedAt);

/// <summary>The ledger of either database, read past its servers.</summary>
public static class LedgerTable
{
    private const string Entries =
        """
        SELECT position, message_id, customer_number, record_revision, applied, occurred_at, arrived_at FROM ledger ORDER BY position
        """;

    private const string Disagreeing =
        """
        SELECT count(*)
        FROM (SELECT record_key, count(*) AS entries, max(position) AS last FROM ledger WHERE registered IS NULL GROUP BY record_key) AS counted
        FULL JOIN consent_record AS record USING (record_key)
        FULL JOIN (SELECT * FROM OrleansStorage WHERE GrainTypeString = 'consent') AS state ON state.GrainIdExtensionString = record_key
        WHERE entries IS DISTINCT FROM record.revision OR entries IS DISTINCT FROM state.Version
            OR last IS DISTINCT FROM record.last_position
        """;

    /// <summary>All entries.</summary>
    public static IReadOnlyList<LedgerRow> Read(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Entries;
        using var reader = command.ExecuteReader();
        var rows = new List<LedgerRow>();
        while (reader.Read())
        {
            rows.Add(new LedgerRow(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetInt64(3),
                reader.GetBoolean(4),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5)),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(6))));
        }

        return rows;
    }

    /// <summary>All entries, which must be numbered 1 to n and agree with records and states.</summary>
    public static IReadOnlyList<LedgerRow> ReadWhole(DbConnection connection)
    {
        var rows = Read(connection);
        Assert.Equal(Enumerable.Range(1, rows.Count).Select(position => (long)position), rows.Select(row => row.Position));
        using var command = connection.CreateCommand();
        command.CommandText = Disagreeing;
        Assert.Equal(0L, command.ExecuteScalar());
        return rows;
    }
}
