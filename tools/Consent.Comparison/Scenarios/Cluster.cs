namespace Consent.Comparison.Scenarios;

/// <summary>Servers on one PostgreSQL database. Each gets its share of a load, all at once.</summary>
/// <param name="place">Where they start.</param>
/// <param name="postgres">Their PostgreSQL.</param>
/// <param name="name">That of the cluster and of its database.</param>
/// <param name="program">Another build's Consent.Silo.dll; null for this build.</param>
internal sealed class Cluster(Workplace place, Postgres postgres, string name, string? program = null) : IAsyncDisposable
{
    private const int Connections = 4;

    private readonly List<MeasuredServer> _servers = [];
    private string? _connection;

    public string Name => name;

    public IReadOnlyList<MeasuredServer> Servers => _servers;

    /// <summary>Starts servers until there are so many, each when the one before is ready.</summary>
    public async Task GrowAsync(int servers, CancellationToken end)
    {
        _connection ??= await postgres.CreateAsync(name, end);
        while (_servers.Count < servers)
        {
            var next = string.Create(CultureInfo.InvariantCulture, $"{name}{_servers.Count + 1}");
            _servers.Add(await place.OursAsync(next, _connection, end, program));
        }
    }

    /// <summary>Makes calls, each server's share of them at once. The cost is of all servers, those that only listen included.</summary>
    public async Task<ClusterLoad> RunAsync(CallKind kind, int calls, int callers, Customers customers, CancellationToken end)
    {
        var share = calls / _servers.Count;
        var (before, storeBefore) = (_servers.Sum(server => server.Processor), postgres.Processor);
        var reports = await Task.WhenAll(_servers.Select((server, index) => Loading.AllAsync(server, Share((callers + index) / _servers.Count), end)));
        var answered = reports.Sum(report => report.First.Answered);
        return new ClusterLoad(
            answered,
            answered / reports.Sum(report => report.First.Rate),
            _servers.Sum(server => server.Processor) - before,
            postgres.Processor - storeBefore);

        CallLoad Share(int callers) => new()
        {
            Kind = kind,
            Recipients = customers.Take(share),
            Count = share,
            Callers = callers,
            Connections = Math.Min(Connections, callers),
        };
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_servers.Select(server => server.DisposeAsync().AsTask()));
}

/// <summary>What came of a load on a cluster, and what it took.</summary>
/// <param name="Answered">How many calls were answered.</param>
/// <param name="Seconds">How long that took.</param>
/// <param name="ServerSeconds">The processor time of all servers.</param>
/// <param name="StoreSeconds">That of PostgreSQL.</param>
internal sealed record ClusterLoad(long Answered, double Seconds, double ServerSeconds, double StoreSeconds)
{
    private const double Microseconds = 1e6;

    public double Rate => Answered / Seconds;

    /// <summary>Gets all servers' processor time for a call, in microseconds.</summary>
    public double Server => ServerSeconds * Microseconds / Answered;

    /// <summary>Gets that of PostgreSQL.</summary>
    public double Store => StoreSeconds * Microseconds / Answered;

    public static ClusterLoad operator +(ClusterLoad one, ClusterLoad other) => new(
        one.Answered + other.Answered,
        one.Seconds + other.Seconds,
        one.ServerSeconds + other.ServerSeconds,
        one.StoreSeconds + other.StoreSeconds);
}
