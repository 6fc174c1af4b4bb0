using System.Data;
using System.Text.Json;
using Consent.Storage.Database;
using Consent.Storage.Replicas;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>The embedded database, as a roster asks it.</summary>
/// <remarks>Each call takes a thread of the pool: see <see cref="Query"/>.</remarks>
public sealed class SqliteRosterDatabase(SqliteDataSource source) : IRosterDatabase, IDisposable
{
    internal const string Replicas =
        """
        (SELECT json_group_array(json_object(
            'id', id, 'address', address, 'maxStaleness', max_staleness_ms, 'retired', retired_at IS NOT NULL))
         FROM roster_replica)
        """;

    private const string PollStatement = $"""
        SELECT
            EXISTS (SELECT 1 FROM roster_replica WHERE id = @replica AND retired_at IS NULL),
            (SELECT id FROM database_identity),
            (SELECT coalesce(max(position), 0) FROM ledger),
            (SELECT mark FROM ledger WHERE position = @after),
            {Replicas},
            {Dialect.SqliteNow},
            entry.*
        FROM (SELECT 1) LEFT JOIN
            (SELECT {RosterRows.EntryColumns}
             FROM ledger WHERE position > @after ORDER BY position LIMIT @page) AS entry ON 1
        ORDER BY entry.position
        """;

    private const string EndQuery =
        """
        SELECT id, coalesce(position, 0), mark
        FROM database_identity LEFT JOIN ledger ON position = (SELECT max(position) FROM ledger)
        """;

    // The poll's statement is kept compiled; polls do not overlap, but an abandoned one may still be running.
    private readonly SemaphoreSlim _polling = new(1, 1);
    private SqliteCommand? _poll;

    public Task RegisterAsync(Replica replica, CancellationToken cancellation) => Task.Run(
        () =>
        {
            // The lock beside the file says that no other server uses it, so any other row is a dead process's.
            Execute("DELETE FROM roster_replica WHERE id <> @id", ("@id", replica.Id));
            Execute(
                $"""
                INSERT INTO roster_replica (id, address, max_staleness_ms, registered_at)
                VALUES (@id, @address, @maxStaleness, {Dialect.SqliteNow})
                """,
                ("@id", replica.Id),
                ("@address", replica.Address),
                ("@maxStaleness", (long)replica.MaxStaleness.TotalMilliseconds));
        },
        cancellation);

    public Task<LoadedLedger> LoadAsync(Action<RosterChange> add, CancellationToken cancellation) => Task.Run(
        () =>
        {
            using var connection = Open();

            // A deferred transaction reads one snapshot from its first statement on.
            using var snapshot = connection.BeginTransaction(IsolationLevel.Serializable, deferred: true);
            var ledger = ReadEnd(connection);
            Load(connection, RegistryRows.ApiKeysQuery, row => add(RegistryRows.ReadApiKey(row)), cancellation);
            Load(connection, RegistryRows.AccountsQuery, row => add(RegistryRows.ReadAccount(row)), cancellation);
            Load(connection, RegistryRows.SendersQuery, row => add(RegistryRows.ReadSender(row)), cancellation);
            Load(connection, RosterRows.RecordsQuery, row => add(RosterRows.ReadRecord(row)), cancellation);
            Load(connection, RosterRows.ReviewedRecordsQuery, row => add(RosterRows.ReadReviewedRecord(row)), cancellation);
            return ledger;
        },
        cancellation);

    public async Task<LedgerPoll> PollAsync(string replicaId, long afterPosition, int page, CancellationToken cancellation)
    {
        await _polling.WaitAsync(cancellation);
        return await Task.Run(async () =>
        {
            try
            {
                return await RunPollAsync(replicaId, afterPosition, page);
            }
            catch
            {
                DropPoll();
                throw;
            }
            finally
            {
                _polling.Release();
            }
        }).WaitAsync(cancellation);
    }

    public Task RetireAsync(IReadOnlyCollection<string> replicaIds, CancellationToken cancellation) => Task.Run(
        () => Execute(
            $"""
            UPDATE roster_replica SET retired_at = {Dialect.SqliteNow}
            WHERE retired_at IS NULL AND id IN (SELECT value FROM json_each(@ids))
            """,
            ("@ids", JsonSerializer.Serialize(replicaIds))),
        cancellation);

    public Task DeleteAsync(string replicaId, CancellationToken cancellation) => Task.Run(
        () => Execute("DELETE FROM roster_replica WHERE id = @id", ("@id", replicaId)),
        cancellation);

    public void Dispose()
    {
        _polling.Wait();
        DropPoll();
    }

    private static LoadedLedger ReadEnd(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = EndQuery;
        using var reader = command.ExecuteReader();
        reader.Read();
        return RosterRows.ReadEnd(reader);
    }

    private static void Load(SqliteConnection connection, string query, Action<SqliteDataReader> add, CancellationToken cancellation)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            add(reader);
        }
    }

    private async Task<LedgerPoll> RunPollAsync(string replicaId, long afterPosition, int page)
    {
        var command = _poll ??= PreparePoll();
        command.Parameters["@replica"].Value = replicaId;
        command.Parameters["@after"].Value = afterPosition;
        command.Parameters["@page"].Value = page;
        await using var reader = await command.ExecuteReaderAsync();
        return await RosterRows.ReadPollAsync(reader, CancellationToken.None);
    }

    private SqliteCommand PreparePoll()
    {
        var command = Open().CreateCommand();
        command.CommandText = PollStatement;
        command.Parameters.Add("@replica", SqliteType.Text);
        command.Parameters.Add("@after", SqliteType.Integer);
        command.Parameters.Add("@page", SqliteType.Integer);
        return command;
    }

    private void DropPoll()
    {
        _poll?.Connection?.Dispose();
        _poll?.Dispose();
        _poll = null;
    }

    private SqliteConnection Open() => (SqliteConnection)source.OpenConnection();

    private void Execute(string statement, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.Bind(parameters);
        command.ExecuteNonQuery();
    }
}
