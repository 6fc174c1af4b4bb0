namespace Consent.Comparison.Scenarios;

/// <summary>
/// A STOP with three servers, beside another build in one run: rate, processor time and transactions, then the time to its
/// acknowledgement at a rate that both builds can keep.
/// </summary>
/// <remarks>
/// Each build has a cluster and a database of its own on one PostgreSQL. Only one of them is loaded at a time. The other one's servers poll
/// twice a second each meanwhile, say that they are alive, and look for what is to be sealed: about six transactions a second each.
/// PostgreSQL's processor time includes that, for the one build as for the other.
/// </remarks>
/// <param name="other">The other build's Consent.Silo.dll.</param>
internal sealed class StopCost(string other) : IScenario
{
    private const int Servers = 3;
    private const int Callers = 32;
    private const double StopsASecond = 85;
    private const double ChecksASecond = 1_000;

    // More than other scenarios' full size: the machine differs from one second to the next by more than the builds do.
    private const int Rounds = 7;

    private readonly Customers _customers = new(Customers.WithoutRecord);
    private readonly Customers _stopping = new(Customers.WhoStop);

    public string Name => RunCommand.Stops;

    public async Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        var postgres = await place.PostgresAsync(end);
        var bare = await postgres.CreateAsync("bare", end);
        await using var now = new Cluster(place, postgres, "now");
        await using var before = new Cluster(place, postgres, "before", other);
        await now.GrowAsync(Servers, end);
        await before.GrowAsync(Servers, end);
        var rounds = sizes == Sizes.Full ? Rounds : sizes.Rounds;

        foreach (var cluster in (Cluster[])[now, before])
        {
            // Thousands, until the runtime has compiled what they run.
            await cluster.RunAsync(CallKind.Stop, sizes.Stops, Callers, _stopping, end);
        }

        for (var round = 0; round < rounds; round++)
        {
            await MeasureMostAsync(place, postgres, Turns(round), bare, sizes, measured, end);
        }

        for (var round = 0; round <= rounds; round++)
        {
            // The first round warms up: checks have not been asked for yet.
            await MeasureSteadyAsync(Turns(round), sizes, round > 0 ? measured : null, end);
        }

        Cluster[] Turns(int round) => round % 2 == 0 ? [now, before] : [before, now];
    }

    // One cluster before and after the other: what becomes of the machine meanwhile is the same for both.
    private async Task MeasureMostAsync(
        Workplace place, Postgres postgres, Cluster[] turns, string bare, Sizes sizes, Measurements measured, CancellationToken end)
    {
        var (outer, inner) = (turns[0], turns[1]);
        var start = await CountAsync();
        var outerLoad = await StopAsync(outer);
        var outerDone = await CountAsync();
        var innerLoad = await StopAsync(inner);
        await place.MeasureBenchAsync(measured, Name, "statement", end, "bare-postgres", "--database", bare, "--count", $"{sizes.Stops}");
        innerLoad += await StopAsync(inner);
        var innerDone = await CountAsync();
        outerLoad += await StopAsync(outer);
        var done = await CountAsync();

        // How many an idle cluster makes is counted while the other one is loaded.
        var outerIdle = innerDone.Outer.Since(outerDone.Outer);
        var innerIdle = outerDone.Inner.Since(start.Inner) + done.Inner.Since(innerDone.Inner);
        Add(outer, outerLoad, outerDone.Outer.Since(start.Outer) + done.Outer.Since(innerDone.Outer), outerIdle);
        Add(inner, innerLoad, innerDone.Inner.Since(outerDone.Inner), innerIdle);
        foreach (var what in (string[])["rate", "server cpu", "store cpu", "transactions"])
        {
            measured.AddRatio(Name, $"now to before/{what}", $"now/{what}", $"before/{what}");
        }

        Task<ClusterLoad> StopAsync(Cluster cluster) =>
            cluster.RunAsync(CallKind.Stop, sizes.Stops / (2 * Servers), Callers, _stopping, end);

        async Task<(TransactionCount Outer, TransactionCount Inner)> CountAsync() =>
            await postgres.TransactionsAsync([outer.Name, inner.Name], end) is [var first, var second] ? (first, second) : default;

        void Add(Cluster cluster, ClusterLoad load, TransactionCount loaded, TransactionCount idle)
        {
            measured.Add(Name, $"{cluster.Name}/rate", "/s", load.Rate);
            measured.Add(Name, $"{cluster.Name}/server cpu", "µs", load.Server);
            measured.Add(Name, $"{cluster.Name}/store cpu", "µs", load.Store);
            measured.Add(Name, $"{cluster.Name}/transactions", "a STOP", loaded.ForEach(load.Answered, idle.Rate));
            measured.Add(Name, $"{cluster.Name}/transactions when idle", "/s", idle.Rate);
            measured.AddRatio(Name, $"{cluster.Name} to bare/rate", $"{cluster.Name}/rate", "statement/bare/rate");
        }
    }

    private async Task MeasureSteadyAsync(Cluster[] turns, Sizes sizes, Measurements? measured, CancellationToken end)
    {
        foreach (var cluster in turns)
        {
            var loaded = await Task.WhenAll(cluster.Servers.Select(server => Loading.ForAsync(
                server,
                sizes.SteadySeconds,
                end,
                Loading.Due(CallKind.Stop, _stopping.Take(100_000), StopsASecond),
                Loading.Due(CallKind.Check, _customers.Take(1_000_000), ChecksASecond))));

            // The servers are alike, and so are their loads.
            measured?.Add(Name, $"steady/{cluster.Name}/p50", "ms", loaded.Average(server => server.First.Latency.P50));
            measured?.Add(Name, $"steady/{cluster.Name}/p99", "ms", loaded.Average(server => server.First.Latency.P99));
            measured?.Add(Name, $"steady/{cluster.Name}/sent late p99", "ms", loaded.Average(server => server.First.Lateness.P99));
        }

        foreach (var percentile in (string[])["p50", "p99"])
        {
            measured?.AddRatio(Name, $"steady/now to before/{percentile}", $"steady/now/{percentile}", $"steady/before/{percentile}");
        }
    }
}
