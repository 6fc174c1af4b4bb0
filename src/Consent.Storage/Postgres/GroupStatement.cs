using Consent.Storage.Records;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>Writes many states, each with its ledger entry, in one transaction and one message to the database.</summary>
internal static class GroupStatement
{
    // As in 0001_orleans.sql for one row: inserted if there is none and none was read, updated if it is of the version that was read.
    // Hashes and numbers are for Orleans' own look-ups; ours go by the key. The version is looked up for each row, however many rows
    // the planner expects.
    private const string Upsert =
        """
        INSERT INTO OrleansStorage
            (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId,
             PayloadBinary, ModifiedOn, Version)
        SELECT 0, 0, 0, 0, name, key, service, payload, clock_timestamp() AT TIME ZONE 'utc', coalesce(version, 0) + 1
        FROM unnest($1, $2, $3, $4, $5) AS given (name, key, service, version, payload)
        WHERE version IS NULL OR version =
            (SELECT stored.Version FROM OrleansStorage AS stored
             WHERE stored.GrainIdExtensionString = key AND stored.GrainTypeString = name AND stored.ServiceId = service)
        ON CONFLICT (GrainIdExtensionString, GrainTypeString, ServiceId) DO UPDATE
            SET PayloadBinary = excluded.PayloadBinary, ModifiedOn = excluded.ModifiedOn, Version = excluded.Version
            WHERE OrleansStorage.Version = excluded.Version - 1
        RETURNING GrainIdExtensionString, Version
        """;

    // The triggers have given the positions; this statement is of the same transaction.
    private const string Positions =
        """
        SELECT key, (SELECT position FROM ledger WHERE record_key = key AND record_revision = revision)
        FROM unnest($1, $2) AS written (key, revision)
        """;

    /// <summary>The rows that were written, by key. A row that is not of the version that was read is not among them.</summary>
    public static async Task<IReadOnlyDictionary<string, WrittenState>> RunAsync(NpgsqlDataSource source, StateRow[] rows)
    {
        string[] keys = [.. rows.Select(row => row.Key.ToString())];
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(UpsertOf(rows, keys));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Positions)
        {
            Parameters = { Array(keys), Array(rows.Select(row => row.Revision)) },
        });

        var versions = new Dictionary<string, int>();
        var written = new Dictionary<string, WrittenState>();
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                versions.Add(reader.GetString(0), reader.GetInt32(1));
            }

            await reader.NextResultAsync();
            while (await reader.ReadAsync())
            {
                if (versions.TryGetValue(reader.GetString(0), out var version))
                {
                    written.Add(reader.GetString(0), new WrittenState(version, reader.GetInt64(1)));
                }
            }

            // The commit comes after the last result, and its failure with it.
            await reader.CloseAsync();
        }

        return written;
    }

    /// <summary>The keys of the rows that were written, without their positions.</summary>
    public static async Task<IReadOnlySet<string>> RunWithoutPositionsAsync(NpgsqlDataSource source, IReadOnlyList<StateRow> rows)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(UpsertOf(rows, [.. rows.Select(row => row.Key.ToString())]));
        var written = new HashSet<string>(rows.Count);
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                written.Add(reader.GetString(0));
            }

            await reader.CloseAsync();
        }

        return written;
    }

    /// <summary>The same in a connection's transaction, without waiting for it in turns.</summary>
    public static IReadOnlySet<string> Run(NpgsqlConnection connection, IReadOnlyList<StateRow> rows)
    {
        using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(UpsertOf(rows, [.. rows.Select(row => row.Key.ToString())]));
        var written = new HashSet<string>(rows.Count);
        using var reader = batch.ExecuteReader();
        while (reader.Read())
        {
            written.Add(reader.GetString(0));
        }

        return written;
    }

    private static NpgsqlBatchCommand UpsertOf(IReadOnlyList<StateRow> rows, string[] keys) => new(Upsert)
    {
        Parameters =
        {
            Array(rows.Select(row => row.Name)),
            Array(keys),
            Array(rows.Select(row => row.ServiceId)),
            Array(rows.Select(row => row.Version)),
            Array(rows.Select(row => row.Payload)),
        },
    };

    private static NpgsqlParameter<T[]> Array<T>(IEnumerable<T> values) => new() { TypedValue = [.. values] };
}
