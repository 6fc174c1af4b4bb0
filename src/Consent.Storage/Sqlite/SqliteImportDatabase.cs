using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;
using Consent.Core.Records;
using Consent.Storage.Database;
using Consent.Storage.Imports;
using Consent.Storage.Records;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>The embedded database, as an import asks it.</summary>
public sealed class SqliteImportDatabase(SqliteDataSource source, SqliteGroupCommit commit) : IImportDatabase
{
    private const string Insert =
        $"""
        INSERT INTO opt_out_import (import_id, scope, started_at)
        VALUES (@id, @scope, {Dialect.SqliteNow}) ON CONFLICT (import_id) DO NOTHING
        """;

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

    // What Orleans' provider runs for one state, here for many: a row is written if its version is the one that was read. The four
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

    // A megabyte, for the writer alone. A new one for each transaction would keep the garbage collector busy.
    private readonly ArrayBufferWriter<byte> _states = new();

    public async Task<StartedImport> StartAsync(string importId, string scope, CancellationToken cancellation)
    {
        await commit.RunAsync(() =>
        {
            using var connection = (SqliteConnection)source.OpenConnection();
            using var command = connection.CreateCommand();
            command.CommandText = Insert;
            command.Bind(("@id", importId), ("@scope", scope));
            command.ExecuteNonQuery();
            return Task.CompletedTask;
        });
        var found = await source.ListAsync(
            "SELECT scope, started_at FROM opt_out_import WHERE import_id = @id",
            row => new StartedImport(row.GetString(0), new Instant(row.GetInt64(1))),
            cancellation,
            ("@id", importId));
        return found[0];
    }

    public async Task<IReadOnlyDictionary<string, StoredRecord>> ReadAsync(
        IReadOnlyCollection<string> keys, string serviceId, CancellationToken cancellation)
    {
        var rows = await source.ListAsync(
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
        var rows = await source.ListAsync(
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
        command.Bind(("@name", rows[0].Name), ("@service", rows[0].ServiceId));
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
}
