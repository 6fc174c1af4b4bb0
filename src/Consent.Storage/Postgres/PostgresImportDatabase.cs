using Consent.Core.Records;
using Consent.Storage.Records;
using Consent.Storage.Imports;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>PostgreSQL, as an import asks it.</summary>
/// <remarks>
/// An import's transactions take turns with all other writes, one at a time for a server. A text that arrives during one is next.
/// </remarks>
public sealed class PostgresImportDatabase(NpgsqlDataSource source) : IImportDatabase
{
    private const string Insert =
        """
        INSERT INTO opt_out_import (import_id, scope, started_at) VALUES ($1, $2, now_milliseconds())
        ON CONFLICT (import_id) DO NOTHING
        """;

    // One look-up for each, however many the planner expects.
    private const string StatesQuery =
        """
        SELECT key, PayloadBinary, Version, (SELECT last_position FROM consent_record WHERE record_key = key)
        FROM unnest($1) AS key CROSS JOIN LATERAL
            (SELECT PayloadBinary, Version FROM OrleansStorage
             WHERE GrainIdExtensionString = key AND GrainTypeString = $2 AND ServiceId = $3 OFFSET 0) AS stored
        """;

    private const string AnsweredQuery =
        """
        SELECT key, answered.*
        FROM unnest($1, $2) AS event (key, id) CROSS JOIN LATERAL
            (SELECT identity, keyword, applied, position FROM ledger
             WHERE record_key = key AND message_id = id AND identity IS NOT NULL OFFSET 0) AS answered
        """;

    public async Task<StartedImport> StartAsync(string importId, string scope, CancellationToken cancellation)
    {
        // Each statement is a transaction of its own, so the second sees the row that the first met.
        await using (var insert = source.CreateCommand(Insert))
        {
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = importId });
            insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = scope });
            await insert.ExecuteNonQueryAsync(cancellation);
        }

        await using var query = source.CreateCommand("SELECT scope, started_at FROM opt_out_import WHERE import_id = $1");
        query.Parameters.Add(new NpgsqlParameter<string> { TypedValue = importId });
        await using var reader = await query.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new StartedImport(reader.GetString(0), new Instant(reader.GetInt64(1)));
    }

    public async Task<IReadOnlyDictionary<string, StoredRecord>> ReadAsync(
        IReadOnlyCollection<string> keys, string serviceId, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(StatesQuery);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ConsentGrainState.Name });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = serviceId });
        var stored = new Dictionary<string, StoredRecord>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            stored.Add(reader.GetString(0), ImportStates.Read(reader));
        }

        return stored;
    }

    public async Task<ILookup<string, AnsweredEvent>> FindAnsweredAsync(
        IReadOnlyCollection<(string Key, string MessageId)> events, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(AnsweredQuery);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. events.Select(each => each.Key)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. events.Select(each => each.MessageId)] });
        var found = new List<(string Key, AnsweredEvent Answered)>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            found.Add((reader.GetString(0), ImportStates.ReadAnswered(reader)));
        }

        return found.ToLookup(each => each.Key, each => each.Answered);
    }

    public Task<IReadOnlySet<string>> WriteAsync(IReadOnlyList<StateRow> rows) =>
        GroupStatement.RunWithoutPositionsAsync(source, rows);
}
