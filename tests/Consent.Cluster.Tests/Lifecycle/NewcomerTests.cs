using Consent.Cluster.Tests.Clusters;
using Consent.Torture.Clusters;
using Consent.V1;

namespace Consent.Cluster.Tests.Lifecycle;

/// <summary>A fourth server, beside three that run.</summary>
[Collection(SharedCluster.Name)]
public sealed class NewcomerTests(LocalClusterFixture fixture) : IAsyncLifetime
{
    private const string Newcomer = "9";
    private const int Rounds = 100;

    private LocalCluster Cluster => fixture.Cluster;

    public Task InitializeAsync() => Cluster.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Start_OnTheSiloPortOfAnother_IsRefusedAndHarmsNobody()
    {
        var taken = Cluster.Script.Port + 12;

        var (code, _) = await Cluster.Script.TryRunAsync(["start", Newcomer], $"--Cluster:SiloPort={taken}");

        Assert.NotEqual(0, code);
        var log = await File.ReadAllTextAsync(Path.Combine(Cluster.Script.Folder, $"server{Newcomer}.log"));
        Assert.Contains($"Cluster:SiloPort: 127.0.0.1:{taken} cannot be listened on", log, StringComparison.Ordinal);
        Assert.True(await Cluster.Servers[0].IsServingAsync());
        Assert.Equal(3L, await Cluster.AskAsync<long>("SELECT count(*) FROM OrleansMembershipTable WHERE Status = 3"));
    }

    [Fact]
    public async Task CheckSend_OnAStrictServer_KnowsEveryStopAndNobodyWaitsForIt()
    {
        var (code, output) = await Cluster.Script.TryRunAsync(["start", Newcomer], "--Freshness:Mode=Strict");
        Assert.True(code == 0, output);
        using var strict = new Server(Cluster.Script, int.Parse(Newcomer, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(3L, await Cluster.AskAsync<long>("SELECT count(*) FROM roster_replica"));
        for (var round = 0; round < Rounds; round++)
        {
            var customer = Wire.NewCustomer();
            await Cluster.Servers[round % LocalCluster.Size].RecordAsync(customer, Wire.Stop);
            Assert.Equal(Decision.Blocked, await strict.CheckAsync(customer));
        }

        Assert.Equal((0, ""), await Cluster.Script.TryRunAsync(["stop", Newcomer]));
    }
}
