using Consent.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Consent.Bench;

/// <summary>What an import is compared with: bare inserts, a thousand rows in a transaction, synced alike.</summary>
internal sealed class BareImport : IDisposable
{
    private const int RowsAtOnce = 1_000;

    // In the order of what Read answers.
    private static readonly string[] Tables = ["OrleansStorage", "ledger", "consent_record"];

    private readonly SqliteConnection _connection;

    private BareImport(SqliteConnection connection) => _connection = connection;

    /// <summary>A file made anew, with our tables and their indexes and no triggers, beside the server's own.</summary>
    public static BareImport Create(FileInfo file, FileInfo served)
    {
        Delete(file);
        using (SqliteDatabase.Open($"Data Source={file.FullName}"))
        {
        }

        var connection = new SqliteConnection($"Data Source={file.FullName};Pooling=False");
        connection.Open();
        var bare = new BareImport(connection);
        bare.Run("PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY");
        foreach (var trigger in bare.Rows("SELECT name FROM sqlite_master WHERE type = 'trigger' LIMIT @count", int.MaxValue))
        {
            bare.Run($"DROP TRIGGER {trigger[0]}");
        }

        bare.Run($"ATTACH '{served.FullName}' AS served");
        return bare;
    }

    /// <summary>The rows of the last entries that the server has: the states, the entries, and the records, read into memory.</summary>
    public List<object[]>[] Read(int count)
    {
        const string Last = "FROM (SELECT record_key AS key FROM served.ledger ORDER BY position DESC LIMIT @count) CROSS JOIN";
        return
        [
            Rows(
                $"""
                SELECT state.* {Last} served.OrleansStorage AS state
                    ON GrainIdExtensionString = key AND GrainTypeString = 'consent' AND ServiceId = 'consent'
                """,
                count),
            Rows("SELECT * FROM served.ledger ORDER BY position DESC LIMIT @count", count),
            Rows($"SELECT record.* {Last} served.consent_record AS record ON record_key = key", count),
        ];
    }

    /// <summary>Those rows, from memory, as a careful program inserts them.</summary>
    public void Insert(List<object[]>[] tables)
    {
        PreparedInsert[] inserts = [.. Tables.Zip(tables).Select(table => new PreparedInsert(_connection, table.First, table.Second))];
        for (var first = 0; first < tables[0].Count; first += RowsAtOnce)
        {
            Run("BEGIN IMMEDIATE");
            Array.ForEach(inserts, insert => insert.Run(first, RowsAtOnce));
            Run("COMMIT");
        }

        Array.ForEach(inserts, insert => insert.Dispose());
    }

    /// <summary>The rows of the last entries, from one file to the other within the database: no value passes through a program.</summary>
    public void Copy(int count)
    {
        Array.ForEach(Tables, table => Run($"DELETE FROM {table}"));
        using var last = Command("SELECT max(position) FROM served.ledger");
        var through = (long)last.ExecuteScalar()!;
        for (var after = through - count; after < through; after += RowsAtOnce)
        {
            var rows = $"FROM served.ledger WHERE position > {after} AND position <= {after + RowsAtOnce}";
            Run(
                $"""
                BEGIN IMMEDIATE;
                INSERT INTO OrleansStorage SELECT state.* FROM (SELECT record_key AS key {rows}) CROSS JOIN served.OrleansStorage AS state
                    ON GrainIdExtensionString = key AND GrainTypeString = 'consent' AND ServiceId = 'consent';
                INSERT INTO ledger SELECT * {rows};
                INSERT INTO consent_record SELECT record.* FROM (SELECT record_key AS key {rows}) CROSS JOIN served.consent_record AS record
                    ON record_key = key;
                COMMIT;
                """);
        }
    }

    /// <summary>Sender, customer and keyword alone, a thousand rows in a statement, into a table without an index.</summary>
    public void InsertIntoTable(int count)
    {
        Run("CREATE TABLE event (id INTEGER PRIMARY KEY, sender TEXT, customer TEXT, keyword TEXT)");
        using var insert = Command("INSERT INTO event (sender, customer, keyword) VALUES "
            + string.Join(", ", Enumerable.Range(0, RowsAtOnce).Select(row => $"('+15550001111', @c{row}, 'STOP')")));
        var customers = Enumerable.Range(0, RowsAtOnce).Select(row => insert.Parameters.Add($"@c{row}", SqliteType.Text)).ToList();
        for (var first = 0; first < count; first += RowsAtOnce)
        {
            for (var row = 0; row < RowsAtOnce; row++)
            {
                customers[row].Value = $"+1{2_000_000_000 + first + row}";
            }

            insert.ExecuteNonQuery();
        }
    }

    public void Dispose() => _connection.Dispose();

    public static void Delete(FileInfo file)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(file.FullName + suffix);
        }
    }

    private List<object[]> Rows(string query, int count)
    {
        using var command = Command(query);
        command.Parameters.AddWithValue("@count", count);
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private void Run(string text)
    {
        using var command = Command(text);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string text)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        return command;
    }
}
