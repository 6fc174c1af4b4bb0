namespace Consent.Comparison.Servers;

/// <summary>A database behind a server.</summary>
internal interface IStore
{
    /// <summary>Gets the processor time of all its processes, in seconds.</summary>
    double Processor { get; }
}

/// <summary>A PostgreSQL of this run's own, by eng/cluster.sh.</summary>
internal sealed class Postgres : IStore, IAsyncDisposable
{
    private readonly Programs _programs;
    private readonly int _port;
    private readonly Dictionary<string, string> _environment;
    private int _postmaster;

    private Postgres(Programs programs, string folder, int port)
    {
        (_programs, _port) = (programs, port);
        var data = Path.Combine(folder, "cluster");
        _environment = new Dictionary<string, string>
        {
            ["CLUSTER_PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["CLUSTER_DIR"] = data,
            ["CLUSTER_DLL"] = programs.Server,
        };
    }

    public double Processor => ProcessFigures.Processor(_postmaster, withChildren: true);

    public static async Task<Postgres> StartAsync(Programs programs, string folder, int port, CancellationToken end)
    {
        var postgres = new Postgres(programs, folder, port);
        await postgres.ClusterAsync(end, "up", "0");
        var id = (await File.ReadAllLinesAsync(Path.Combine(postgres._environment["CLUSTER_DIR"], "postgres", "postmaster.pid"), end))[0];
        postgres._postmaster = int.Parse(id, CultureInfo.InvariantCulture);
        return postgres;
    }

    public string Connection(string database) => $"Host=127.0.0.1;Port={_port};Database={database};Username=consent";

    public async Task<string> CreateAsync(string database, CancellationToken end)
    {
        await StatementAsync($"CREATE DATABASE {database}", end);
        return Connection(database);
    }

    public Task DropAsync(string database, CancellationToken end) => StatementAsync($"DROP DATABASE {database} WITH (FORCE)", end);

    /// <summary>What a fill leaves to be written is not to be written while something is measured.</summary>
    public Task SettleAsync(CancellationToken end) => StatementAsync("CHECKPOINT", end);

    public async ValueTask DisposeAsync() => await ClusterAsync(CancellationToken.None, "down");

    private Task<string> StatementAsync(string statement, CancellationToken end) => ClusterAsync(end, "db", "psql", "-qc", statement);

    private Task<string> ClusterAsync(CancellationToken end, params string[] arguments) =>
        ShortProcess.RunAsync([_programs.Cluster, .. arguments], end, _environment);
}
