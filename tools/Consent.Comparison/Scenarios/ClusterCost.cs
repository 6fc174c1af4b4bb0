namespace Consent.Comparison.Scenarios;

/// <summary>One, two and three servers on one PostgreSQL: what a check and a STOP cost them all, which is what few cores can show; and Strict beside Bounded.</summary>
internal sealed class ClusterCost : IScenario
{
    private const int Servers = 3;
    private const int StopCallers = 32;
    private const double Microseconds = 1e6;

    private readonly Customers _customers = new(Customers.WithoutRecord);
    private readonly Customers _stopping = new(Customers.WhoStop);

    public string Name => "cluster";

    public async Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        var postgres = await place.PostgresAsync(end);
        var connection = await postgres.CreateAsync("cluster", end);
        var bare = await postgres.CreateAsync("bare", end);
        var servers = new List<MeasuredServer>();
        try
        {
            while (servers.Count < Servers)
            {
                servers.Add(await place.OursAsync(string.Create(CultureInfo.InvariantCulture, $"cluster{servers.Count + 1}"), connection, end));
                for (var round = 0; round <= sizes.Rounds; round++)
                {
                    // The first round warms up.
                    await MeasureAsync(servers, postgres, sizes, round > 0 ? measured : null, end);
                    if (round > 0)
                    {
                        await place.MeasureBenchAsync(measured, Name, NameOf(servers), end, "bare-postgres", "--database", bare, "--count", $"{sizes.Stops}");
                        measured.AddRatio(
                            Name, $"{NameOf(servers)}/stop to bare/rate", $"{NameOf(servers)}/stop/rate", $"{NameOf(servers)}/bare/rate");
                    }
                }
            }
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }

        await StrictAsync(place, postgres, sizes, measured, end);
    }

    private static string NameOf(List<MeasuredServer> servers) =>
        string.Create(CultureInfo.InvariantCulture, $"{servers.Count} server{(servers.Count == 1 ? "" : "s")}");

    private async Task StrictAsync(Workplace place, Postgres postgres, Sizes sizes, Measurements measured, CancellationToken end)
    {
        await using var bounded = await place.OursAsync("bounded", await postgres.CreateAsync("bounded", end), end);
        await using var strict = await place.OursAsync("strict", await postgres.CreateAsync("strict", end), end, "--Freshness:Mode=Strict");
        var checks = sizes.Checks / 3;
        await Loading.AllAsync(bounded, Loading.Singles(_customers.Take(checks), checks), end);
        await Loading.AllAsync(strict, Loading.Singles(_customers.Take(checks), checks), end);
        for (var round = 0; round < sizes.Rounds; round++)
        {
            await measured.RoundAsync(Name, "bounded", bounded, Loading.Singles(_customers.Take(checks), checks), end);
            await measured.RoundAsync(Name, "strict", strict, Loading.Singles(_customers.Take(checks), checks), end);
            measured.AddRatio(Name, "strict to bounded/rate", "strict/rate", "bounded/rate");
        }
    }

    private async Task MeasureAsync(
        List<MeasuredServer> servers, Postgres postgres, Sizes sizes, Measurements? measured, CancellationToken end)
    {
        var name = NameOf(servers);
        var check = await CostAsync(CallKind.Check, sizes.Checks, Loading.Callers, _customers);
        measured?.Add(Name, $"{name}/check/server cpu", "µs", check.Server);
        measured?.Add(Name, $"{name}/check/rate", "/s", check.Rate);
        var stop = await CostAsync(CallKind.Stop, sizes.Stops / 3, StopCallers, _stopping);
        measured?.Add(Name, $"{name}/stop/server cpu", "µs", stop.Server);
        measured?.Add(Name, $"{name}/stop/store cpu", "µs", stop.Store);
        measured?.Add(Name, $"{name}/stop/rate", "/s", stop.Rate);

        // Each server gets its share, all at once; the cost is of all of them, those who only listen included.
        async Task<(double Server, double Store, double Rate)> CostAsync(CallKind kind, int calls, int callers, Customers customers)
        {
            var share = calls / servers.Count;
            var (before, storeBefore) = (servers.Sum(server => server.Processor), postgres.Processor);
            var reports = await Task.WhenAll(servers.Select(server => Loading.AllAsync(
                server,
                new CallLoad
                {
                    Kind = kind,
                    Recipients = customers.Take(share),
                    Count = share,
                    Callers = Math.Max(4, callers / servers.Count),
                    Connections = 4,
                },
                end)));
            var answered = reports.Sum(report => report.First.Answered);
            return (
                (servers.Sum(server => server.Processor) - before) * Microseconds / answered,
                (postgres.Processor - storeBefore) * Microseconds / answered,
                reports.Sum(report => report.First.Rate));
        }
    }
}
