using Npgsql;

namespace Consent.Storage.Tests.Postgres;

/// <summary>Sessions that have the writers' turn, or wait for it.</summary>
internal static class TurnHolder
{
    private const string Waiting =
        """
        SELECT count(*) FROM pg_locks
        WHERE locktype = 'advisory' AND NOT granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    /// <summary>Keeps every writer waiting until it is disposed of: a connection that closes rolls back.</summary>
    public static async Task<NpgsqlConnection> TakeAsync(PostgresTestDatabase database)
    {
        // A session of the server's own settings, which may idle for as long as the test needs.
        var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("UPDATE OrleansStorage SET Version = Version WHERE false", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Returns once so many sessions wait for the turn.</summary>
    public static async Task UntilWaitingAsync(PostgresTestDatabase database, int sessions)
    {
        using var limit = new CancellationTokenSource(TimeLimit.Generous);
        while (await database.Source.ScalarAsync(Waiting) is not long waiting || waiting != sessions)
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
