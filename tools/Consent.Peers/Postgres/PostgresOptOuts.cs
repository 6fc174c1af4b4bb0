using Npgsql;
using NpgsqlTypes;

namespace Consent.Peers.Postgres;

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

    public Task OptOutAsync(string sender, string customer) =>
        ChangeAsync("INSERT INTO opt_out (sender, customer) VALUES ($1, $2) ON CONFLICT DO NOTHING", sender, customer);

    public Task OptInAsync(string sender, string customer) =>
        ChangeAsync("DELETE FROM opt_out WHERE sender = $1 AND customer = $2", sender, customer);

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

    private async Task ChangeAsync(string statement, string sender, string customer)
    {
        await using var command = _pool.CreateCommand(statement);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = sender });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = customer });
        await command.ExecuteNonQueryAsync();
    }
}
