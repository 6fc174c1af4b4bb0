using System.Diagnostics;
using Consent.Cluster.Tests.Clusters;
using Consent.Cluster.Tests.Traffic;
using Grpc.Core;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Faults;

[Collection(SharedBreakableCluster.Name)]
public sealed class DiskTests(BreakableCluster breakable, ITestOutputHelper output) : IAsyncLifetime
{
    private LocalCluster Cluster => breakable.Cluster;

    public Task InitializeAsync() => breakable.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>With no room for tables a write fails; with none for its log PostgreSQL panics, and does not recover until there is.</summary>
    [RootTheory]
    [InlineData("data")]
    [InlineData("wal")]
    public async Task Disk_Full_LosesNothingAndWritesComeBack(string part)
    {
        await using var load = await Load.StartAsync(Cluster.Servers, turn => Cluster.Servers[turn % LocalCluster.Size]);

        await Cluster.Script.RunAsync("db", "fill", part);
        var full = Stopwatch.GetTimestamp();
        await Until.TrueAsync("a write is refused", IsRefusedAsync);
        var refused = Stopwatch.GetTimestamp();
        await Cluster.Script.RunAsync("db", "free");
        var free = Stopwatch.GetTimestamp();
        foreach (var server in Cluster.Servers)
        {
            await server.RecordUntilAnsweredAsync(Wire.Text(Wire.NewCustomer(), Wire.Stop));
        }

        output.WriteLine(
            $"The first refusal after {Stopwatch.GetElapsedTime(full, refused)}, PostgreSQL well {Stopwatch.GetElapsedTime(refused, free)} "
            + $"after, writes worked after another {Stopwatch.GetElapsedTime(free)}");
        await load.MoreAsync(2_000);
        await load.EndAsync(Cluster);
        load.AssertRefusedInTime();
        Assert.Contains(load.Refusals, refusal => refusal.IsWrite);
    }

    private async Task<bool> IsRefusedAsync()
    {
        // A new pair wants room of its own.
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Cluster.Servers[0].RecordAsync(Wire.NewCustomer(), Wire.Stop)));
            return false;
        }
        catch (RpcException e)
        {
            Assert.Equal(StatusCode.Unavailable, e.StatusCode);
            return true;
        }
    }
}
