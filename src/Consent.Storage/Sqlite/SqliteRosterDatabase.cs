using System.Data;
using System.Text.Json;
using Consent.Core.Records;
using Consent.Storage.Ledger;
using Consent.Storage.Registry;
using Consent.Storage.Replicas;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>The embedded database, as a roster asks it.</summary>
/// <remarks>SQLite blocks the calling thread, whatever a method's name, so each call takes a thread of the pool.</remarks>
public sealed class SqliteRosterDatabase(SqliteDataSource source) : IRosterDatabase, IDisposable
{
    private const string PollStatement = $"""
        SELECT
            EXISTS (SELECT 1 FROM roster_replica WHERE id = @replica AND retired_at IS NULL),
            (SELECT id FROM database_identity),
            (SELECT coalesce(max(position), 0) FROM ledger),
            (SELECT mark FROM ledger WHERE position = @after),
            (SELECT json_group_array(json_object(
                'id', id, 'address', address, 'maxStaleness', max_staleness_ms, 'retired', retired_at IS NOT NULL))
             FROM roster_replica),
            CAST(unixepoch('subsec') * 1000 AS INTEGER),
            entry.*
        FROM (SELECT 1) LEFT JOIN
            (SELECT {RosterRows.EntryColumns}
             FROM ledger WHERE position > @after ORDER BY position LIMIT @page) AS entry ON 1
        ORDER BY entry.position
        """;

    // The poll's statement is kept compiled; polls do not overlap, but an abandoned one may still be running.
    private readonly SemaphoreSlim _polling = new(1, 1);
    private SqliteCommand? _poll;

    public Task RegisterAsync(Replica replica, CancellationToken cancellation) => Task.Run(
        () =>
        {
            // The lock beside the file says that no other server has it: any other row is a dead process's.
            Execute("DELETE FROM roster_replica WHERE id <> @id", ("@id", replica.Id));
            Execute(
                """
                INSERT INTO roster_replica (id, address, max_staleness_ms, registered_at)
                VALUES (@id, @address, @maxStaleness, CAST(unixepoch('subsec') * 1000 AS INTEGER))
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
            Load(connection, RegistryRows.AccountsQuery, row => add(RegistryRows.ReadAccount(row)), cancellation);
            Load(connection, RegistryRows.SendersQuery, row => add(RegistryRows.ReadSender(row)), cancellation);
            Load(connection, RosterRows.RecordsQuery, row => add(RosterRows.ReadRecord(row)), cancellation);
            return ledger;
        },
        cancellation);

    public async Task<LedgerPoll> PollAsync(string replicaId, long afterPosition, int page, CancellationToken cancellation)
    {
        await _polling.WaitAsync(cancellation);
        return await Task.Run(() =>
        {
            try
            {
                return Poll(replicaId, afterPosition, page);
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
            """
            UPDATE roster_replica SET retired_at = CAST(unixepoch('subsec') * 1000 AS INTEGER)
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
        command.CommandText = """
            SELECT id, coalesce(position, 0), mark
            FROM database_identity LEFT JOIN ledger ON position = (SELECT max(position) FROM ledger)
            """;
        using var reader = command.ExecuteReader();
        reader.Read();
        return new LoadedLedger(reader.GetString(0), new LedgerPoint(reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetInt64(2)));
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

    private static List<Replica> ReadReplicas(string json) =>
        [.. JsonSerializer.Deserialize(json, ReplicaJson.Default.ReplicaRowArray)!.Select(row => row.ToReplica())];

    private LedgerPoll Poll(string replicaId, long afterPosition, int page)
    {
        var command = _poll ??= PreparePoll();
        command.Parameters["@replica"].Value = replicaId;
        command.Parameters["@after"].Value = afterPosition;
        command.Parameters["@page"].Value = page;
        using var reader = command.ExecuteReader();
        reader.Read();
        var isRegistered = reader.GetBoolean(0);
        var databaseId = reader.GetString(1);
        var lastPosition = reader.GetInt64(2);
        long? mark = reader.IsDBNull(3) ? null : reader.GetInt64(3);
        var replicas = ReadReplicas(reader.GetString(4));
        var clock = new Instant(reader.GetInt64(5));
        var entries = new List<RosterEntry>();
        if (!reader.IsDBNull(6))
        {
            do
            {
                entries.Add(RosterRows.ReadEntry(reader, 6));
            }
            while (reader.Read());
        }

        return new LedgerPoll(isRegistered, databaseId, lastPosition, mark, entries, replicas, clock);
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

    private void Execute(string statement, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }
}
