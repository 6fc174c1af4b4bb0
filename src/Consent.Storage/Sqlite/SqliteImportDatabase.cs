using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Consent.Core.Records;
using Consent.Storage.Records;
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
        FROM json_each(CAST(@keys AS TEXT)) CROSS JOIN OrleansStorage
            ON GrainIdExtensionString = value AND GrainTypeString = @name AND ServiceId = @service
        """;

    private const string AnsweredQuery =
        """
        SELECT record_key, identity, keyword, applied, position
        FROM json_each(CAST(@events AS TEXT)) AS event CROSS JOIN ledger
            ON record_key = event.value ->> 0 AND message_id = event.value ->> 1 AND identity IS NOT NULL
        """;

    // What Orleans' provider runs for one state, for all of them: written if the row is of the version that was read. The four
    // numbers are for Orleans' own look-ups; ours go by the key.
    private const string WriteStatement =
        """
        INSERT INTO OrleansStorage
            (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId,
             PayloadBinary, ModifiedOn, Version)
        SELECT 0, 0, 0, 0, @name, key, @service, state, strftime('%Y-%m-%d %H:%M:%f', 'now'), read + 1
        FROM (SELECT value ->> 0 AS read, value ->> '$[1].key' AS key, CAST(value -> 1 AS BLOB) AS state FROM json_each(@states))
        WHERE read = 0 OR EXISTS
            (SELECT 1 FROM OrleansStorage
             WHERE GrainIdExtensionString = key AND GrainTypeString = @name AND ServiceId = @service AND Version = read)
        ON CONFLICT (GrainIdExtensionString, GrainTypeString, ServiceId) DO UPDATE
            SET PayloadBinary = excluded.PayloadBinary, ModifiedOn = excluded.ModifiedOn, Version = excluded.Version
            WHERE Version = excluded.Version - 1
        RETURNING GrainIdExtensionString
        """;

    // A megabyte, of the writer's alone: made anew for each transaction it would keep the garbage collector busy.
    private readonly ArrayBufferWriter<byte> _states = new();

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
            ("@keys", JsonSerializer.SerializeToUtf8Bytes(keys)),
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
            ("@events", JsonSerializer.SerializeToUtf8Bytes(events.Select(each => new[] { each.Key, each.MessageId }))));
        return rows.ToLookup(row => row.Key, row => row.Answered);
    }

    public async Task<IReadOnlySet<string>> WriteAsync(IReadOnlyList<StateRow> rows)
    {
        HashSet<string> written = [];
        await commit.RunAsync(() =>
        {
            // In the writer's transaction, on its connection.
            written = Write(rows);
            return Task.CompletedTask;
        });
        return written;
    }

    private HashSet<string> Write(IReadOnlyList<StateRow> rows)
    {
        using var connection = (SqliteConnection)source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = WriteStatement;
        command.Parameters.AddWithValue("@name", rows[0].Name);
        command.Parameters.AddWithValue("@service", rows[0].ServiceId);
        command.Parameters.Add(States(rows));
        var written = new HashSet<string>(rows.Count);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            written.Add(reader.GetString(0));
        }

        return written;
    }

    // Each as the version that was read, 0 for none, and the state, which is JSON already.
    private SqliteParameter States(IReadOnlyList<StateRow> rows)
    {
        _states.ResetWrittenCount();
        using var json = new Utf8JsonWriter(_states);
        json.WriteStartArray();
        foreach (var row in rows)
        {
            json.WriteStartArray();
            json.WriteNumberValue(row.Version ?? 0);
            json.WriteRawValue(row.Payload, skipInputValidation: true);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.Flush();
        MemoryMarshal.TryGetArray(_states.WrittenMemory, out var bytes);
        return new SqliteParameter("@states", SqliteType.Blob) { Value = bytes.Array, Size = bytes.Count };
    }

    private Task<List<T>> QueryAsync<T>(
        string query, Func<SqliteDataReader, T> read, CancellationToken cancellation, params (string Name, object Value)[] parameters) =>
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
