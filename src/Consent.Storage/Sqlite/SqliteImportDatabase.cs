using System.Text.Json;
using Consent.Core.Records;
using Consent.Storage.Consents;
using Consent.Storage.Imports;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>The embedded database, as an import asks it.</summary>
/// <remarks>SQLite blocks the calling thread, whatever a method's name, so each call takes a thread of the pool.</remarks>
public sealed class SqliteImportDatabase(SqliteDataSource source, SqliteGroupCommit commit) : IImportDatabase
{
    private const string StatesQuery =
        """
        SELECT GrainIdExtensionString, PayloadBinary, Version, (SELECT last_position FROM consent_record WHERE record_key = value)
        FROM json_each(@keys) CROSS JOIN OrleansStorage
            ON GrainIdExtensionString = value AND GrainTypeString = @name AND ServiceId = @service
        """;

    private const string AnsweredQuery =
        """
        SELECT record_key, identity, keyword, applied, position
        FROM json_each(@events) AS event CROSS JOIN ledger
            ON record_key = event.value ->> 0 AND message_id = event.value ->> 1 AND identity IS NOT NULL
        """;

    // For Orleans' own look-ups; ours go by the key.
    private static readonly string[] Numbers = ["@GrainIdHash", "@GrainIdN0", "@GrainIdN1", "@GrainTypeHash"];

    // The very text that Orleans' provider runs, as it stands in the database: the writer's statement stays compiled.
    private readonly Lazy<string> _writeStatement = new(() => ReadWriteStatement(source));

    public async Task<StartedImport> StartAsync(string importId, string scope, CancellationToken cancellation)
    {
        await commit.RunAsync(() =>
        {
            using var connection = (SqliteConnection)source.OpenConnection();
            using var command = connection.CreateCommand();
            command.CommandText =
                """
                INSERT INTO opt_out_import (import_id, scope, started_at)
                VALUES (@id, @scope, CAST(unixepoch('subsec') * 1000 AS INTEGER)) ON CONFLICT (import_id) DO NOTHING
                """;
            command.Parameters.AddWithValue("@id", importId);
            command.Parameters.AddWithValue("@scope", scope);
            command.ExecuteNonQuery();
            return Task.CompletedTask;
        });
        var found = await QueryAsync(
            "SELECT scope, started_at FROM opt_out_import WHERE import_id = @id",
            row => new StartedImport(row.GetString(0), new Instant(row.GetInt64(1))),
            cancellation,
            ("@id", importId));
        return found[0];
    }

    public async Task<IReadOnlyDictionary<string, StoredRecord>> ReadAsync(
        IReadOnlyCollection<string> keys, string serviceId, CancellationToken cancellation)
    {
        var rows = await QueryAsync(
            StatesQuery,
            row => KeyValuePair.Create(row.GetString(0), ImportStates.Read(row)),
            cancellation,
            ("@keys", JsonSerializer.Serialize(keys)),
            ("@name", ConsentGrainState.Name),
            ("@service", serviceId));
        return rows.ToDictionary();
    }

    public async Task<ILookup<string, AnsweredEvent>> FindAnsweredAsync(
        IReadOnlyCollection<(string Key, string MessageId)> events, CancellationToken cancellation)
    {
        var rows = await QueryAsync(
            AnsweredQuery,
            row => (Key: row.GetString(0), Answered: ImportStates.ReadAnswered(row)),
            cancellation,
            ("@events", JsonSerializer.Serialize(events.Select(each => new[] { each.Key, each.MessageId }))));
        return rows.ToLookup(row => row.Key, row => row.Answered);
    }

    public async Task<IReadOnlySet<string>> WriteAsync(IReadOnlyList<StateRow> rows)
    {
        var written = new HashSet<string>(rows.Count);
        var statement = _writeStatement.Value;
        await commit.RunAsync(() =>
        {
            // In the writer's transaction, on its connection.
            Write(statement, rows, written);
            return Task.CompletedTask;
        });
        return written;
    }

    private void Write(string statement, IReadOnlyList<StateRow> rows, HashSet<string> written)
    {
        using var connection = (SqliteConnection)source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        foreach (var number in Numbers)
        {
            command.Parameters.AddWithValue(number, 0);
        }

        var name = command.Parameters.Add("@GrainTypeString", SqliteType.Text);
        var key = command.Parameters.Add("@GrainIdExtensionString", SqliteType.Text);
        var service = command.Parameters.Add("@ServiceId", SqliteType.Text);
        var version = command.Parameters.Add("@GrainStateVersion", SqliteType.Integer);
        var payload = command.Parameters.Add("@PayloadBinary", SqliteType.Blob);
        foreach (var row in rows)
        {
            (name.Value, key.Value, service.Value) = (row.Name, row.Key.ToString(), row.ServiceId);
            version.Value = row.Version is { } read ? read : DBNull.Value;
            payload.Value = row.Payload;
            if (command.ExecuteScalar() is not null)
            {
                written.Add(row.Key.ToString());
            }
        }
    }

    private static string ReadWriteStatement(SqliteDataSource source)
    {
        using var connection = source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'WriteToStorageKey'";
        return (string)command.ExecuteScalar()!;
    }

    private Task<List<T>> QueryAsync<T>(
        string query, Func<SqliteDataReader, T> read, CancellationToken cancellation, params (string Name, string Value)[] parameters) =>
        Task.Run(
            () =>
            {
                using var connection = (SqliteConnection)source.OpenConnection();
                using var command = connection.CreateCommand();
                command.CommandText = query;
                foreach (var (name, value) in parameters)
                {
                    command.Parameters.AddWithValue(name, value);
                }

                var rows = new List<T>();
                using var reader = command.ExecuteReader();
                while (reader.Read())
                {
                    rows.Add(read(reader));
                }

                return rows;
            },
            cancellation);
}
