namespace Consent.Comparison.Scenarios;

/// <summary>How many transactions a STOP takes with one server and with many, two callers each: counted, not timed.</summary>
internal sealed class StopTransactions : IScenario
{
    private const int CallersOfAServer = 2;

    // Of Stops: a thousand at full size.
    private const int Share = 10;

    private static readonly int[] Servers = [1, 3, 8, 16];

    private readonly Customers _stopping = new(Customers.WhoStop);

    public string Name => RunCommand.Transactions;

    public async Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        var postgres = await place.PostgresAsync(end);
        await using var cluster = new Cluster(place, postgres, "transactions");
        foreach (var servers in Servers)
        {
            await cluster.GrowAsync(servers, end);

            // A warm-up: servers connect to one another, and sessions are opened.
            var load = await StopAsync();
            for (var round = 0; round < sizes.Rounds; round++)
            {
                // As long as the STOPs take, and their sessions to report: about the same time idle.
                var start = await CountAsync();
                await Task.Delay(TimeSpan.FromSeconds(Math.Max(1, load.Seconds)), TimeProvider.System, end);
                var idle = await CountAsync();
                load = await StopAsync();
                var stopped = await CountAsync();
                var rate = idle.Since(start).Rate;
                measured.Add(Name, $"{ClusterCost.NameOf(servers)}/transactions", "a STOP", stopped.Since(idle).ForEach(load.Answered, rate));
                measured.Add(Name, $"{ClusterCost.NameOf(servers)}/when idle", "/s", rate);
            }
        }

        // Each number of servers has rounds of its own, so it is their medians that are compared.
        measured.Add(Name, "16 servers to 1/transactions", "ratio", Median(Servers[^1]) / Median(Servers[0]));

        Task<ClusterLoad> StopAsync() =>
            cluster.RunAsync(CallKind.Stop, sizes.Stops / Share, CallersOfAServer * cluster.Servers.Count, _stopping, end);

        async Task<TransactionCount> CountAsync() => (await postgres.TransactionsAsync([cluster.Name], end))[0];

        double Median(int servers) => measured.Figures.Single(figure => figure.Key == $"{Name}/{ClusterCost.NameOf(servers)}/transactions").Median;
    }
}
