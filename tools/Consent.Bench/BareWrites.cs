using Microsoft.Data.Sqlite;
using Npgsql;

namespace Consent.Bench;

/// <summary>The rate of writes that a database reaches by itself.</summary>
internal static class BareWrites
{
    private const int Clients = 32;

    /// <summary>SQLite: one prepared insert of one row, committed by itself, with the server's durability, on a new file.</summary>
    public static Task SqliteAsync(FileInfo file, int count)
    {
        using var source = SqliteDataSource.Create(Fill.NewFile(file));
        using var connection = (SqliteConnection)source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText =
            "PRAGMA journal_mode = WAL; CREATE TABLE event (id INTEGER PRIMARY KEY, sender TEXT, customer TEXT, body TEXT)";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO event (sender, customer, body) VALUES ('+15550001111', '+15557654321', 'STOP')";
        return Figures.TimeAsync("bare", () =>
        {
            for (var row = 0; row < count; row++)
            {
                command.ExecuteNonQuery();
            }

            return Task.FromResult((long)count);
        });
    }

    /// <summary>PostgreSQL: the statement that writes a state, with its triggers and lock, prepared, from 32 clients.</summary>
    public static async Task PostgresAsync(string connectionString, int count)
    {
        // A server has fewer connections: the last clients would wait until the first are done, and time out.
        await using var database = PostgresDatabase.Open($"{connectionString};Maximum Pool Size={Clients}");
        var statement = await StatementAsync(database.Source);
        await Figures.TimeAsync("bare", async () =>
        {
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(() => WriteAsync(database.Source, statement, count / Clients))));
            return count / Clients * Clients;
        });
    }

    private static async Task WriteAsync(NpgsqlDataSource source, string statement, int count)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(statement, connection);
        var hash = command.Parameters.Add(new NpgsqlParameter<int>("hash", 0));
        var customer = command.Parameters.Add(new NpgsqlParameter<string>("customer", ""));
        command.Parameters.Add(new NpgsqlParameter<int>("zero", 0));
        await command.PrepareAsync();
        for (var row = 0; row < count; row++)
        {
            hash.Value = Random.Shared.Next();
            customer.Value = string.Create(CultureInfo.InvariantCulture, $"+{Random.Shared.NextInt64(1_000_000_000_000, 10_000_000_000_000)}");
            await command.ExecuteNonQueryAsync();
        }
    }

    // A random customer's first STOP. The version is no constant, so that the plan is the one that a server's parameters get.
    private static async Task<string> StatementAsync(NpgsqlDataSource source)
    {
        await using var query = source.CreateCommand("SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'WriteToStorageKey'");
        var statement = (string)(await query.ExecuteScalarAsync())!;
        (string Parameter, string Value)[] values =
        [
            ("GrainIdHash", "@hash"),
            ("GrainIdN0", "@zero::bigint"),
            ("GrainIdN1", "@zero::bigint"),
            ("GrainTypeHash", "@hash"),
            ("GrainTypeString", "'consent'"),
            ("GrainIdExtensionString", StoredOptOut.Key("@customer")),
            ("ServiceId", "'consent'"),
            ("PayloadBinary", StoredOptOut.Payload("@customer")),
            ("GrainStateVersion", "nullif(@zero, 0)"),
        ];
        return values.Aggregate(statement, (text, each) => text.Replace($"@{each.Parameter}", each.Value, StringComparison.Ordinal));
    }
}
