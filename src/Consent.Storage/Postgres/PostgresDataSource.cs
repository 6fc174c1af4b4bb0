using Consent.Storage.Database;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>Connects to PostgreSQL: to the primary only, and with short time limits.</summary>
internal static class PostgresDataSource
{
    /// <summary>How long connecting may take, in seconds.</summary>
    private const int ConnectSeconds = 3;

    /// <summary>How long a statement may take, in seconds, waiting for its turn included.</summary>
    private const int CommandSeconds = 2;

    private const string PoolSize = "Maximum Pool Size";

    // One writes, one polls; the rest is room for reads.
    private const int ConnectionsAtMost = 20;

    // A client that stalls within its transaction would stop every write. Compiling a statement takes longer than running any of ours,
    // and is tried where the planner expects many rows because it has no statistics.
    private static readonly Dictionary<string, string> SessionSettings = new()
    {
        ["default_transaction_isolation"] = "read committed",
        ["jit"] = "off",
        ["statement_timeout"] = "2s",
        ["idle_in_transaction_session_timeout"] = "2s",
        ["tcp_user_timeout"] = "5s",
    };

    // A migration may take long, and so may the wait for another server's.
    private static readonly Dictionary<string, string> MigrationSettings = new()
    {
        ["default_transaction_isolation"] = "read committed",
        ["statement_timeout"] = "0",
        ["idle_session_timeout"] = "0",
        ["lock_timeout"] = "60s",
    };

    /// <exception cref="StorageRefusedException">The connection string cannot be read, or names no host or no database.</exception>
    public static NpgsqlDataSource Create(string connectionString)
    {
        var builder = Read(connectionString);
        builder.CommandTimeout = CommandSeconds;
        builder.MaxAutoPrepare = 32;
        builder.AutoPrepareMinUsages = 2;

        // No setting made on a connection outlives its use.
        builder.NoResetOnClose = true;

        // A statement that takes too long is left by closing its connection. Npgsql sends a request to cancel all the same, and while a
        // commit waits for a synchronous standby that ends the wait, and the commit is reported: with the connection closed, to nobody.
        builder.CancellationTimeout = -1;
        if (!builder.ShouldSerialize(PoolSize))
        {
            builder.MaxPoolSize = ConnectionsAtMost;
        }

        return Build(builder, SessionSettings);
    }

    /// <summary>The same database for a migration: connections of its own, and no hurry.</summary>
    public static NpgsqlDataSource CreateForMigration(string connectionString)
    {
        var builder = Read(connectionString);
        builder.CommandTimeout = 0;
        builder.Pooling = false;
        return Build(builder, MigrationSettings);
    }

    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        NpgsqlConnectionStringBuilder builder;
        try
        {
            builder = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw new StorageRefusedException($"Storage:ConnectionString cannot be read: {e.Message}", e);
        }

        if (string.IsNullOrWhiteSpace(builder.Host) || string.IsNullOrWhiteSpace(builder.Database))
        {
            throw new StorageRefusedException(
                "Storage:ConnectionString must name a host and a database, as in 'Host=db.example;Database=consent;Username=consent'.");
        }

        builder.ApplicationName ??= "consent";
        builder.Timeout = ConnectSeconds;
        builder.Pooling = true;
        builder.Multiplexing = false;
        builder.Enlist = false;

        // A message about a row would hold phone numbers.
        builder.IncludeErrorDetail = false;

        // The data source sets this instead. A host that was away, or was not the primary, is asked again soon.
        builder.Remove("Target Session Attributes");
        builder.HostRecheckSeconds = 1;
        return builder;
    }

    // With one host, the checks at start and each poll detect a standby.
    private static NpgsqlDataSource Build(NpgsqlConnectionStringBuilder builder, Dictionary<string, string> settings)
    {
        if (builder.SearchPath is { } path)
        {
            settings = new Dictionary<string, string>(settings) { ["search_path"] = path };
        }

        try
        {
            var source = new NpgsqlDataSourceBuilder(builder.ConnectionString);
            new PostgresSession(settings, builder.Options).AddTo(source);
            return builder.Host!.Contains(',', StringComparison.Ordinal)
                ? source.BuildMultiHost().WithTargetSession(TargetSessionAttributes.Primary)
                : source.Build();
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new StorageRefusedException($"Storage:ConnectionString cannot be used: {e.Message}", e);
        }
    }
}
