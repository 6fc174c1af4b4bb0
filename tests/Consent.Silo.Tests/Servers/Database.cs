using Microsoft.Data.Sqlite;

namespace Consent.Silo.Tests.Servers;

/// <summary>A server's database, read beside it or after it.</summary>
internal static class Database
{
    public static IReadOnlyList<LedgerRow> Ledger(string path)
    {
        using var connection = Open(path, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT position, message_id, customer_number, applied, occurred_at, arrived_at FROM ledger ORDER BY position
            """;
        using var reader = command.ExecuteReader();
        var rows = new List<LedgerRow>();
        while (reader.Read())
        {
            rows.Add(new LedgerRow(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetBoolean(3),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
                DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(5))));
        }

        return rows;
    }

    /// <summary>The ledger, which must be whole: numbered 1 to n, and in agreement with states and records.</summary>
    public static IReadOnlyList<LedgerRow> WholeLedger(string path)
    {
        const string Disagreeing = """
            SELECT count(*)
            FROM (SELECT record_key, count(*) AS entries, max(position) AS last FROM ledger GROUP BY record_key) AS counted
            FULL JOIN consent_record AS record USING (record_key)
            FULL JOIN OrleansStorage AS state ON state.GrainIdExtensionString = record_key
            WHERE entries IS NOT record.revision OR entries IS NOT state.Version OR last IS NOT record.last_position
            """;
        var ledger = Ledger(path);
        Assert.Equal(Enumerable.Range(1, ledger.Count).Select(position => (long)position), ledger.Select(row => row.Position));
        Assert.Equal("ok", Ask<string>(path, "PRAGMA integrity_check"));
        Assert.Equal(0L, Ask<long>(path, Disagreeing));
        return ledger;
    }

    public static T Ask<T>(string path, string query)
    {
        using var connection = Open(path, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return (T)command.ExecuteScalar()!;
    }

    public static void Execute(string path, string statement)
    {
        using var connection = Open(path, SqliteOpenMode.ReadWrite);
        Execute(connection, statement);
    }

    /// <summary>Holds the database, as another process would; disposing lets go.</summary>
    public static IDisposable Lock(string path, string begin)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        Execute(connection, begin);
        return connection;
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        // Without a pool a disposed connection is closed.
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
