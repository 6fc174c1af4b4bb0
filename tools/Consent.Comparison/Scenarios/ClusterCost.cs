namespace Consent.Comparison.Scenarios;

/// <summary>One, two and three servers on one PostgreSQL: what a check and a STOP cost them all, which is what few cores can show; and Strict beside Bounded.</summary>
internal sealed class ClusterCost : IScenario
{
    private const int Servers = 3;
    private const int StopCallers = 32;

    private readonly Customers _customers = new(Customers.WithoutRecord);
    private readonly Customers _stopping = new(Customers.WhoStop);

    public string Name => "cluster";

    public async Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        var postgres = await place.PostgresAsync(end);
        var bare = await postgres.CreateAsync("bare", end);
        await using (var cluster = new Cluster(place, postgres, "cluster"))
        {
            for (var servers = 1; servers <= Servers; servers++)
            {
                await cluster.GrowAsync(servers, end);
                for (var round = 0; round <= sizes.Rounds; round++)
                {
                    // The first round warms up.
                    await MeasureAsync(cluster, sizes, round > 0 ? measured : null, end);
                    if (round > 0)
                    {
                        await place.MeasureBenchAsync(measured, Name, NameOf(servers), end, "bare-postgres", "--database", bare, "--count", $"{sizes.Stops}");
                        measured.AddRatio(
                            Name, $"{NameOf(servers)}/stop to bare/rate", $"{NameOf(servers)}/stop/rate", $"{NameOf(servers)}/bare/rate");
                    }
                }
            }
        }

        await StrictAsync(place, postgres, sizes, measured, end);
    }

    /// <summary>Such as <c>3 servers</c>.</summary>
    internal static string NameOf(int servers) => string.Create(CultureInfo.InvariantCulture, $"{servers} server{(servers == 1 ? "" : "s")}");

    private async Task StrictAsync(Workplace place, Postgres postgres, Sizes sizes, Measurements measured, CancellationToken end)
    {
        await using var bounded = await place.OursAsync("bounded", await postgres.CreateAsync("bounded", end), end);
        await using var strict = await place.OursAsync("strict", await postgres.CreateAsync("strict", end), end, settings: "--Freshness:Mode=Strict");
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

    private async Task MeasureAsync(Cluster cluster, Sizes sizes, Measurements? measured, CancellationToken end)
    {
        var name = NameOf(cluster.Servers.Count);
        var check = await cluster.RunAsync(CallKind.Check, sizes.Checks, Loading.Callers, _customers, end);
        measured?.Add(Name, $"{name}/check/server cpu", "µs", check.Server);
        measured?.Add(Name, $"{name}/check/rate", "/s", check.Rate);
        var stop = await cluster.RunAsync(CallKind.Stop, sizes.Stops / 3, StopCallers, _stopping, end);
        measured?.Add(Name, $"{name}/stop/server cpu", "µs", stop.Server);
        measured?.Add(Name, $"{name}/stop/store cpu", "µs", stop.Store);
        measured?.Add(Name, $"{name}/stop/rate", "/s", stop.Rate);
    }
}
