using Consent.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Consent.Bench;

/// <summary>What an import is compared with: bare inserts, a thousand rows in a statement and a transaction, synced alike.</summary>
internal sealed class BareImport : IDisposable
{
    private const int RowsAtOnce = 1_000;

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
        foreach (var trigger in bare.Names("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        {
            bare.Run($"DROP TRIGGER {trigger}");
        }

        bare.Run($"ATTACH '{served.FullName}' AS served");
        return bare;
    }

    /// <summary>The rows of the last entries that the server has: the states, the entries, and the records.</summary>
    public void InsertLast(int count)
    {
        using var last = Command("SELECT max(position) FROM served.ledger");
        var through = (long)last.ExecuteScalar()!;
        for (var after = through - count; after < through; after += RowsAtOnce)
        {
            var rows = $"FROM served.ledger WHERE position > {after} AND position <= {after + RowsAtOnce}";
            Run(
                $"""
                BEGIN IMMEDIATE;
                INSERT INTO OrleansStorage SELECT state.* FROM (SELECT record_key {rows}) AS entry CROSS JOIN served.OrleansStorage AS state
                    ON GrainIdExtensionString = record_key AND GrainTypeString = 'consent' AND ServiceId = 'consent';
                INSERT INTO ledger SELECT * {rows};
                INSERT INTO consent_record SELECT record.* FROM (SELECT record_key {rows}) AS entry CROSS JOIN served.consent_record AS record
                    ON record.record_key = entry.record_key;
                COMMIT;
                """);
        }
    }

    /// <summary>Sender, customer and keyword alone, into a table without an index.</summary>
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

    private List<string> Names(string query)
    {
        using var command = Command(query);
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
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
