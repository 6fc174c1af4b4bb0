using System.Data.Common;
using Consent.Storage.Database;
using Consent.Storage.Records;
using Consent.Storage.Replicas;
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

    // A statement of its own, in the same transaction: it sees what the triggers have appended, and every server that registered before
    // the turn came. The upsert sees the list as it was before it waited. The group's own entries are the last ones, and are always
    // read: where the ledger went back, the roster may end after them.
    internal const string Tail =
        $"""
        SELECT {PostgresRosterDatabase.DatabaseId}, (SELECT mark FROM ledger WHERE position = $1), {PostgresRosterDatabase.Replicas}, entry.*
        FROM
            (SELECT {RosterRows.EntryColumns}, record_key
             FROM ledger
             WHERE position > least(greatest($1, (SELECT max(position) FROM ledger) - $2), (SELECT max(position) FROM ledger) - $3)
                AND position <= (SELECT max(position) FROM ledger)) AS entry
        ORDER BY position
        """;

    /// <summary>The rows that were written, by key. A row that is not of the version that was read is not among them.</summary>
    /// <param name="source">The database.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="roster">This server's roster, which is told of the commit; null where there is none.</param>
    public static async Task<IReadOnlyDictionary<string, WrittenState>> RunAsync(
        NpgsqlDataSource source, StateRow[] rows, IOwnRoster? roster)
    {
        string[] keys = [.. rows.Select(row => row.Key.ToString())];
        var before = roster?.End;
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(UpsertOf(rows, keys));
        batch.BatchCommands.Add(TailAfter(before?.Position ?? long.MaxValue, rows.Length));

        var versions = new Dictionary<string, int>();
        var written = new Dictionary<string, WrittenState>();
        LedgerTail tail;
        await using (var reader = await batch.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                versions.Add(reader.GetString(0), reader.GetInt32(1));
            }

            await reader.NextResultAsync();
            tail = await RosterRows.ReadTailAsync(reader, Write, CancellationToken.None);

            // The commit comes after the last result, and its failure with it.
            await reader.CloseAsync();
        }

        if (before is { } known)
        {
            roster!.Committed(known, tail);
        }

        return written;

        // What another wrote of the same state comes before. The key is the last column.
        void Write(RosterEntry entry, DbDataReader row)
        {
            if (row.GetString(row.FieldCount - 1) is var key && versions.TryGetValue(key, out var version))
            {
                written[key] = new WrittenState(version, new WrittenEntry(entry.Position, entry.Mark));
            }
        }
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

    private static NpgsqlBatchCommand TailAfter(long position, int own) => new(Tail)
    {
        Parameters =
        {
            new NpgsqlParameter<long> { TypedValue = position },
            new NpgsqlParameter<int> { TypedValue = LedgerTail.MostEntries },
            new NpgsqlParameter<int> { TypedValue = own },
        },
    };

    private static NpgsqlParameter<T[]> Array<T>(IEnumerable<T> values) => new() { TypedValue = [.. values] };
}
