using System.Diagnostics;

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
    private static readonly TimeSpan ReportsWithin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

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

    /// <summary>How many transactions each of some databases has had; all that ended before this call are counted.</summary>
    public async Task<TransactionCount[]> TransactionsAsync(IReadOnlyCollection<string> databases, CancellationToken end)
    {
        // A session reports what it has done when a transaction ends, but not twice in a second, or once it has been idle for ten.
        // So each has reported all when its last transaction ended a second after this call began, or those ten seconds are over.
        var names = string.Join(", ", databases.Select(database => $"'{database}'"));
        var (asked, began) = (Stopwatch.GetTimestamp(), await QueryAsync("SELECT clock_timestamp()", end));
        var unreported =
            $"""
            SELECT count(*) FROM pg_stat_activity
            WHERE datname IN ({names}) AND backend_type = 'client backend'
                AND NOT (state = 'idle' AND (state_change > '{began}'::timestamptz + interval '1 s' OR state_change < now() - interval '11 s'))
            """;
        while (await QueryAsync(unreported, end) != "0")
        {
            if (Stopwatch.GetElapsedTime(asked) > ReportsWithin)
            {
                throw new InvalidOperationException($"PostgreSQL's sessions have not reported the transactions of {names}.");
            }

            await Task.Delay(Poll, TimeProvider.System, end);
        }

        var counts = await QueryAsync(
            $"SELECT datname, xact_commit + xact_rollback FROM pg_stat_database WHERE datname IN ({names})", end);
        var counted = counts.Split('\n').Select(row => row.Split('|')).ToDictionary(row => row[0], row => long.Parse(row[1], CultureInfo.InvariantCulture));
        var seconds = Stopwatch.GetElapsedTime(0).TotalSeconds;
        return [.. databases.Select(database => new TransactionCount(seconds, counted[database]))];
    }

    public async ValueTask DisposeAsync() => await ClusterAsync(CancellationToken.None, "down");

    private Task<string> StatementAsync(string statement, CancellationToken end) => ClusterAsync(end, "db", "psql", "-qc", statement);

    // In a database that no server uses: a query is a transaction too.
    private async Task<string> QueryAsync(string query, CancellationToken end) =>
        (await ClusterAsync(end, "db", "psql", "-d", "postgres", "-qtAc", query)).Trim();

    private Task<string> ClusterAsync(CancellationToken end, params string[] arguments) =>
        ShortProcess.RunAsync([_programs.Cluster, .. arguments], end, _environment);
}
