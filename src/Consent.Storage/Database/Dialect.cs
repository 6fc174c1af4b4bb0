using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Consent.Storage.Database;

/// <summary>What differs between the two databases in statements that are otherwise the same.</summary>
internal abstract class Dialect
{
    public const string SqliteNow = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
    public const string PostgresNow = "now_milliseconds()";

    /// <summary>Gets the database's clock, in milliseconds since 1970, UTC.</summary>
    public abstract string Now { get; }

    public static Dialect Of(StorageProvider provider) => provider switch
    {
        StorageProvider.PostgreSQL => new Postgres(),
        _ => new Sqlite(),
    };

    /// <summary>A column's text as bytes. A string would lose what it cannot hold.</summary>
    public abstract string TextAsBytes(string column);

    /// <summary>A column's flag as a 64-bit number.</summary>
    public abstract string FlagAsNumber(string column);

    /// <summary>A column's whole number as one of 64 bits.</summary>
    public abstract string WideNumber(string column);

    /// <summary>Begins a transaction that reads one snapshot, takes as long as it needs and holds up no writer.</summary>
    public abstract Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellation);

    /// <summary>Returns once everything that can be read by now is as safe as what a write reported.</summary>
    public abstract Task ConfirmAsync(DbDataSource source);

    /// <summary>Runs a statement that reads what it writes by while no other writer is at work.</summary>
    /// <returns>How many rows it changed.</returns>
    public abstract Task<int> ExecuteInTurnAsync(
        DbDataSource source, string statement, params (string Name, object? Value)[] parameters);

    private sealed class Sqlite : Dialect
    {
        public override string Now => SqliteNow;

        public override string TextAsBytes(string column) => $"CAST({column} AS BLOB)";

        public override string FlagAsNumber(string column) => column;

        public override string WideNumber(string column) => column;

        // A deferred transaction reads one snapshot from its first statement on.
        public override Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellation) =>
            Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: true));

        // Nothing can be read before it is on the disk.
        public override Task ConfirmAsync(DbDataSource source) => Task.CompletedTask;

        // There is one writer.
        public override Task<int> ExecuteInTurnAsync(
            DbDataSource source, string statement, params (string Name, object? Value)[] parameters) => source.RunAsync(
            statement, static (command, token) => command.ExecuteNonQueryAsync(token), CancellationToken.None, parameters);
    }

    private sealed class Postgres : Dialect
    {
        // A commit of its own, which comes after any that can be seen, waits for the standbys to have both. It writes to no table.
        private const string CommitNothing =
            """
            SELECT pg_logical_emit_message(true, 'consent', ''),
                set_config('synchronous_commit', CASE setting WHEN 'remote_apply' THEN setting ELSE 'on' END, true)
            FROM current_setting('synchronous_commit') AS setting
            """;

        // The lock of take_turn() in 0002_ledger.sql.
        private const string TakeTurn = "SELECT pg_advisory_xact_lock(7370326)";

        public override string Now => PostgresNow;

        public override string TextAsBytes(string column) => $"convert_to({column}, 'UTF8')";

        public override string FlagAsNumber(string column) => $"{column}::int::bigint";

        public override string WideNumber(string column) => $"{column}::bigint";

        public override async Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellation)
        {
            var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            await using var unhurried = connection.CreateCommand();
            unhurried.CommandText = "SET LOCAL statement_timeout = 0";
            await unhurried.ExecuteNonQueryAsync(cancellation);
            return snapshot;
        }

        public override async Task ConfirmAsync(DbDataSource source)
        {
            await using var command = source.CreateCommand(CommitNothing);
            await command.ExecuteNonQueryAsync();
        }

        // In one transaction, of which each statement sees what was committed before it began: the second, what was before its turn.
        public override async Task<int> ExecuteInTurnAsync(
            DbDataSource source, string statement, params (string Name, object? Value)[] parameters)
        {
            await using var batch = ((NpgsqlDataSource)source).CreateBatch();
            batch.BatchCommands.Add(new NpgsqlBatchCommand(TakeTurn));
            var write = new NpgsqlBatchCommand(statement);
            foreach (var (name, value) in parameters)
            {
                write.Parameters.AddWithValue(name, value ?? DBNull.Value);
            }

            batch.BatchCommands.Add(write);
            await batch.ExecuteNonQueryAsync();
            return (int)write.RecordsAffected;
        }
    }
}
