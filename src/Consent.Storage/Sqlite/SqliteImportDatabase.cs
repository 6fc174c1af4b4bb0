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

    private readonly SqliteStates _states = new();

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
        IReadOnlySet<string> written = new HashSet<string>();
        await commit.RunAsync(() =>
        {
            // In the writer's transaction, on its connection.
            using var connection = (SqliteConnection)source.OpenConnection();
            written = _states.Write(connection, rows);
            return Task.CompletedTask;
        });
        return written;
    }
}
