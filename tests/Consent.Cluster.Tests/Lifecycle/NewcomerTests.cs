using Consent.Cluster.Tests.Clusters;
using Consent.V1;

namespace Consent.Cluster.Tests.Lifecycle;

/// <summary>A fourth server, beside three that run.</summary>
[Collection(SharedCluster.Name)]
public sealed class NewcomerTests(LocalCluster cluster) : IAsyncLifetime
{
    private const string Newcomer = "9";
    private const int Rounds = 100;

    public Task InitializeAsync() => cluster.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Start_OnTheSiloPortOfAnother_IsRefusedAndHarmsNobody()
    {
        var taken = cluster.Script.Port + 12;

        var (code, _) = await cluster.Script.TryRunAsync(["start", Newcomer], $"--Cluster:SiloPort={taken}");

        Assert.NotEqual(0, code);
        var log = await File.ReadAllTextAsync(Path.Combine(cluster.Script.Folder, $"server{Newcomer}.log"));
        Assert.Contains($"Cluster:SiloPort: 127.0.0.1:{taken} cannot be listened on", log, StringComparison.Ordinal);
        Assert.True(await cluster.Servers[0].IsServingAsync());
        Assert.Equal(3L, await cluster.AskAsync<long>("SELECT count(*) FROM OrleansMembershipTable WHERE Status = 3"));
    }

    [Fact]
    public async Task CheckSend_OnAStrictServer_KnowsEveryStopAndNobodyWaitsForIt()
    {
        var (code, output) = await cluster.Script.TryRunAsync(["start", Newcomer], "--Freshness:Mode=Strict");
        Assert.True(code == 0, output);
        using var strict = new Server(cluster.Script, int.Parse(Newcomer, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(3L, await cluster.AskAsync<long>("SELECT count(*) FROM roster_replica"));
        for (var round = 0; round < Rounds; round++)
        {
            var customer = Wire.NewCustomer();
            await cluster.Servers[round % LocalCluster.Size].RecordAsync(customer, Wire.Stop);
            Assert.Equal(Decision.Blocked, await strict.CheckAsync(customer));
        }

        Assert.Equal((0, ""), await cluster.Script.TryRunAsync(["stop", Newcomer]));
    }
}
