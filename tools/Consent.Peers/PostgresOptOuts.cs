using Npgsql;
using NpgsqlTypes;

namespace Consent.Peers;

/// <summary>A table of who has opted out of which sender, with the pair as its primary key.</summary>
internal sealed class PostgresOptOuts : IOptOuts, IAsyncDisposable
{
    private readonly NpgsqlDataSource _shared;
    private readonly NpgsqlDataSource _pool;

    private PostgresOptOuts(string connectionString)
    {
        _shared = PostgresSource.Shared(connectionString);
        _pool = PostgresSource.Pool(connectionString);
    }

    public static async Task<PostgresOptOuts> CreateAsync(string connectionString)
    {
        var optOuts = new PostgresOptOuts(connectionString);

        // COLLATE "C": numbers compare byte by byte, which is faster than by a language's rules.
        await using var create = optOuts._pool.CreateCommand("""
            CREATE TABLE IF NOT EXISTS opt_out
            (
                sender   text COLLATE "C" NOT NULL,
                customer text COLLATE "C" NOT NULL,
                PRIMARY KEY (sender, customer)
            )
            """);
        await create.ExecuteNonQueryAsync();
        return optOuts;
    }

    public async Task<bool> IsOptedOutAsync(string sender, string customer)
    {
        await using var command = _shared.CreateCommand("SELECT 1 FROM opt_out WHERE sender = $1 AND customer = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = sender });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = customer });
        return await command.ExecuteScalarAsync() is not null;
    }

    public async Task<IReadOnlyList<bool>> AreOptedOutAsync(string sender, IReadOnlyList<string> customers)
    {
        await using var command = _pool.CreateCommand("SELECT customer FROM opt_out WHERE sender = $1 AND customer = ANY($2)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = sender });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. customers] });
        await using var reader = await command.ExecuteReaderAsync();
        var optedOut = new HashSet<string>();
        while (await reader.ReadAsync())
            optedOut.Add(reader.GetString(0));

        return [.. customers.Select(optedOut.Contains)];
    }

    public async Task FillAsync(string sender, IEnumerable<string> customers)
    {
        // COPY knows no ON CONFLICT, so it goes by way of a table of this connection's own.
        await using var connection = await _pool.OpenConnectionAsync();
        await ExecuteAsync(connection, "CREATE TEMPORARY TABLE filling (sender text, customer text)");
        await using (var copy = await connection.BeginBinaryImportAsync("COPY filling FROM STDIN (FORMAT BINARY)"))
        {
            foreach (var customer in customers)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(sender, NpgsqlDbType.Text);
                await copy.WriteAsync(customer, NpgsqlDbType.Text);
            }

            await copy.CompleteAsync();
        }

        await ExecuteAsync(connection, "INSERT INTO opt_out SELECT sender, customer FROM filling ON CONFLICT DO NOTHING");

        // Autovacuum would come to it in a minute: from then on the index alone answers.
        await ExecuteAsync(connection, "VACUUM (ANALYZE) opt_out");
    }

    public async ValueTask DisposeAsync()
    {
        await _shared.DisposeAsync();
        await _pool.DisposeAsync();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        // Neither a fill of millions nor its VACUUM ends within the usual 30 s.
        await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Two ways to use connections; both prepare what they run again, and leave what the connection string says itself.</summary>
internal static class PostgresSource
{
    private const string PoolSize = "Maximum Pool Size";

    // Otherwise a connection's first five batches each read a whole small table: the planner takes a thousand look-ups for dearer.
    private const string OnePlan = "-c plan_cache_mode=force_generic_plan";

    /// <summary>A few connections, on each of which many callers' statements are under way: twice as fast for small reads.</summary>
    public static NpgsqlDataSource Shared(string connectionString) => Create(connectionString, 8, shared: true);

    /// <summary>A connection for each statement: commits of several are one flush, and a long statement keeps nobody waiting.</summary>
    public static NpgsqlDataSource Pool(string connectionString) => Create(connectionString, 16, shared: false);

    private static NpgsqlDataSource Create(string connectionString, int connections, bool shared)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 2,
            Multiplexing = shared,
        };
        settings.Options ??= OnePlan;
        if (!settings.ShouldSerialize(PoolSize))
            settings.MaxPoolSize = connections;

        return NpgsqlDataSource.Create(settings);
    }
}
