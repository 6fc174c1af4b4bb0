using Npgsql;

namespace Consent.Torture.Clusters;

/// <summary>Three real servers on a real PostgreSQL.</summary>
internal sealed class LocalCluster : IDisposable
{
    public const int Size = 3;

    private const int Active = 3;

    private readonly ClusterScript _script;
    private readonly List<Server> _servers;

    public LocalCluster()
        : this(new ClusterScript())
    {
    }

    public LocalCluster(ClusterScript script)
    {
        _script = script;
        _servers = [.. Enumerable.Range(1, Size).Select(index => new Server(script, index))];
    }

    public ClusterScript Script => _script;

    public IReadOnlyList<Server> Servers => _servers;

    public void Dispose()
    {
        _servers.ForEach(server => server.Dispose());
        _script.Dispose();
    }

    public string ConnectionString(string database = "consent") =>
        $"Host={_script.DatabaseHost};Port={_script.Port};Database={database};Username=consent;Pooling=false";

    /// <summary>Starts whatever is missing, and waits until nobody remembers one that is gone.</summary>
    public Task HealthyAsync() =>
        HealthyAsync(() => _servers[0].RecordUntilAnsweredAsync(Wire.Text(Wire.NewCustomer(), Wire.Stop)));

    /// <inheritdoc cref="HealthyAsync()"/>
    /// <param name="write">Writes, if nobody else does: the row of a server that died goes once a writer has given up on it.</param>
    public async Task HealthyAsync(Func<Task> write)
    {
        await UpAsync(write);
        await Until.TrueAsync("three replicas and three members", async () =>
        {
            if (await AskAsync<long>("SELECT count(*) FROM roster_replica") == Size
                && await AskAsync<long>($"SELECT count(*) FROM OrleansMembershipTable WHERE Status = {Active}") == Size)
            {
                return true;
            }

            // One that was declared dead ends when it hears of that, which may be after the first look.
            await UpAsync(write);
            return false;
        });
        await Until.TrueAsync("three servers that serve", async () =>
            (await Task.WhenAll(_servers.Select(server => server.IsServingAsync()))).All(serves => serves));
    }

    public async Task<T> AskAsync<T>(string query, string database = "consent")
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(query, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private async Task UpAsync(Func<Task> write)
    {
        await Until.TrueAsync("every server is up", async () =>
            (await _script.TryRunAsync(["up", Size.ToString(CultureInfo.InvariantCulture)])).Code == 0);
        await write();
    }
}
