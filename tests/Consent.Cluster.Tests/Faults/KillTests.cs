using System.Diagnostics;
using Consent.Cluster.Tests.Clusters;
using Consent.Cluster.Tests.Traffic;
using Consent.V1;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Faults;

[Collection(SharedCluster.Name)]
public sealed class KillTests(LocalCluster cluster, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Customers = 90;

    private static readonly TimeSpan WritesAgain = TimeSpan.FromSeconds(15);

    public Task InitializeAsync() => cluster.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Kill_OfAServerUnderLoad_MissesNothingAndWritesGoOnElsewhere()
    {
        // Their writers are spread over the servers.
        var customers = Enumerable.Range(0, Customers).Select(_ => Wire.NewCustomer()).ToList();
        await Task.WhenAll(customers.Select(customer => cluster.Servers[0].RecordAsync(customer, Wire.Stop)));
        await using var load = await Load.StartAsync(cluster.Servers, turn => cluster.Servers[turn % LocalCluster.Size]);
        Server[] left = [cluster.Servers[0], cluster.Servers[2]];

        await cluster.Script.RunAsync("kill", "2");
        var killed = Stopwatch.GetTimestamp();
        await Task.WhenAll(customers.Select((customer, index) =>
            left[index % left.Length].RecordUntilAnsweredAsync(Wire.Text(customer, Wire.Start))));
        var time = Stopwatch.GetElapsedTime(killed);
        output.WriteLine($"Every pair could be written again after {time}");
        Assert.True(time < WritesAgain, $"Writes took {time} to work again.");

        Assert.All(await left[0].CheckAllAsync(customers), decision => Assert.Equal(Decision.Allowed, decision));
        await cluster.Script.RunAsync("start", "2");
        Assert.All(await Wire.AnsweredAsync(() => cluster.Servers[1].CheckAllAsync(customers)), decision => Assert.Equal(Decision.Allowed, decision));
        await load.MoreAsync(5_000);
        await load.EndAsync(cluster);
        load.AssertRefusedInTime();
        output.WriteLine($"{load.History.Count} answers, {load.Refusals.Count} refusals");
    }
}
