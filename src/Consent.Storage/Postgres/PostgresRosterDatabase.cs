using System.Threading.Channels;
using Consent.Storage.Database;
using Consent.Storage.Replicas;
using Npgsql;
using Channel = System.Threading.Channels.Channel;

namespace Consent.Storage.Postgres;

/// <summary>PostgreSQL, as a roster asks it.</summary>
public sealed class PostgresRosterDatabase(NpgsqlDataSource source) : IRosterDatabase
{
    // Another database, server or timeline is another ledger, even if the rows agree. Any role may read all of it. In recovery the
    // server does not tell its position in the log, so a standby answers no poll.
    internal const string DatabaseId =
        """
        concat_ws('/',
            (SELECT id FROM database_identity),
            (SELECT oid FROM pg_database WHERE datname = current_database()),
            (SELECT system_identifier FROM pg_control_system()),
            (SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)))
        """;

    internal const string Replicas =
        """
        (SELECT coalesce(json_agg(json_build_object(
            'id', id, 'address', address, 'maxStaleness', max_staleness_ms, 'retired', (retired_at IS NOT NULL)::int)), '[]')
         FROM roster_replica)
        """;

    // There are no gaps, so a page is a range closed at both ends. For an open one the planner expects a third of the ledger, and reads
    // it all for every poll.
    internal const string PollStatement =
        $"""
        SELECT
            EXISTS (SELECT 1 FROM roster_replica WHERE id = $1 AND retired_at IS NULL),
            {DatabaseId},
            (SELECT coalesce(max(position), 0) FROM ledger),
            (SELECT mark FROM ledger WHERE position = $2),
            {Replicas},
            now_milliseconds(),
            entry.*
        FROM (SELECT 1) AS one LEFT JOIN
            (SELECT {RosterRows.EntryColumns}
             FROM ledger WHERE position > $2 AND position <= $2 + $3) AS entry ON true
        ORDER BY entry.position
        """;

    private const string EndQuery =
        $"""
        SELECT {DatabaseId}, coalesce(position, 0), mark
        FROM (SELECT max(position) AS last FROM ledger) AS ledger_end LEFT JOIN ledger ON position = last
        """;

    /// <summary>How long a load waits for the next rows, in seconds.</summary>
    private const int LoadSeconds = 30;

    private const int ChunkSize = 1_000;
    private const int ChunksAhead = 8;

    // Both are one transaction, whose end takes the limit back. It is shorter than a roster's own of 2 s: an attempt that the roster has
    // abandoned would otherwise get its turn later, and leave a row for which every STOP waits.
    public async Task RegisterAsync(Replica replica, CancellationToken cancellation)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT set_config('lock_timeout', '1500ms', true)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "INSERT INTO roster_replica (id, address, max_staleness_ms, registered_at) VALUES ($1, $2, $3, now_milliseconds())")
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = replica.Id },
                new NpgsqlParameter<string> { TypedValue = replica.Address },
                new NpgsqlParameter<int> { TypedValue = (int)replica.MaxStaleness.TotalMilliseconds },
            },
        });
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    public async Task<LoadedLedger> LoadAsync(Action<RosterChange> add, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var snapshot = await Dialect.Of(StorageProvider.PostgreSQL).BeginSnapshotAsync(connection, cancellation);
        var ledger = await ReadEndAsync(connection, cancellation);
        await ReadAllAsync(connection, RegistryRows.ApiKeysQuery, row => add(RegistryRows.ReadApiKey(row)), cancellation);
        await ReadAllAsync(connection, RegistryRows.AccountsQuery, row => add(RegistryRows.ReadAccount(row)), cancellation);
        await ReadAllAsync(connection, RegistryRows.SendersQuery, row => add(RegistryRows.ReadSender(row)), cancellation);
        await LoadRecordsAsync(connection, add, cancellation);
        await ReadAllAsync(
            connection, RosterRows.ReviewedRecordsQuery, row => add(RosterRows.ReadReviewedRecord(row)), cancellation);
        return ledger;
    }

    // The caller does not wait for an abandoned poll, which may take a while to end.
    public Task<LedgerPoll> PollAsync(string replicaId, long afterPosition, int page, CancellationToken cancellation) =>
        RunPollAsync(replicaId, afterPosition, page, cancellation).WaitAsync(cancellation);

    public Task RetireAsync(IReadOnlyCollection<string> replicaIds, CancellationToken cancellation) => ExecuteAsync(
        "UPDATE roster_replica SET retired_at = now_milliseconds() WHERE retired_at IS NULL AND id = ANY ($1)",
        cancellation,
        new NpgsqlParameter<string[]> { TypedValue = [.. replicaIds] });

    public Task DeleteAsync(string replicaId, CancellationToken cancellation) => ExecuteAsync(
        "DELETE FROM roster_replica WHERE id = $1", cancellation, new NpgsqlParameter<string> { TypedValue = replicaId });

    private static async Task<LoadedLedger> ReadEndAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(EndQuery, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return RosterRows.ReadEnd(reader);
    }

    private static Task ReadAllAsync(
        NpgsqlConnection connection, string query, Action<NpgsqlDataReader> add, CancellationToken cancellation) => ReadAllAsync(
        connection,
        query,
        row =>
        {
            add(row);
            return ValueTask.CompletedTask;
        },
        cancellation);

    private static async Task ReadAllAsync(
        NpgsqlConnection connection, string query, Func<NpgsqlDataReader, ValueTask> add, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(query, connection) { CommandTimeout = LoadSeconds };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            await add(reader);
        }
    }

    // Millions: one thread reads and parses them while this one adds them.
    private static async Task LoadRecordsAsync(
        NpgsqlConnection connection, Action<RosterChange> add, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var chunks = Channel.CreateBounded<List<RosterChange>>(ChunksAhead);
        var reading = Task.Run(
            async () =>
            {
                Exception? failure = null;
                try
                {
                    await ReadRecordsAsync(connection, chunks.Writer, either.Token);
                }
                catch (Exception e)
                {
                    failure = e;
                }

                chunks.Writer.Complete(failure);
            },
            CancellationToken.None);
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(CancellationToken.None))
            {
                foreach (var change in chunk)
                {
                    cancellation.ThrowIfCancellationRequested();
                    add(change);
                }
            }
        }
        finally
        {
            // The connection is in use until then.
            await either.CancelAsync();
            await reading;
        }
    }

    private static async Task ReadRecordsAsync(
        NpgsqlConnection connection, ChannelWriter<List<RosterChange>> chunks, CancellationToken cancellation)
    {
        var chunk = new List<RosterChange>(ChunkSize);
        await ReadAllAsync(connection, RosterRows.RecordsQuery, Add, cancellation);
        await chunks.WriteAsync(chunk, cancellation);

        ValueTask Add(NpgsqlDataReader row)
        {
            if (chunk.Count < ChunkSize)
            {
                chunk.Add(RosterRows.ReadRecord(row));
                return ValueTask.CompletedTask;
            }

            var full = chunk;
            chunk = new List<RosterChange>(ChunkSize) { RosterRows.ReadRecord(row) };
            return chunks.WriteAsync(full, cancellation);
        }
    }

    private async Task<LedgerPoll> RunPollAsync(string replicaId, long afterPosition, int page, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(PollStatement);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = replicaId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = afterPosition });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = page });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await RosterRows.ReadPollAsync(reader, cancellation);
    }

    private async Task ExecuteAsync(string statement, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using var command = source.CreateCommand(statement);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
