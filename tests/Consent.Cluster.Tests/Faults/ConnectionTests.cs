using System.Diagnostics;
using Consent.Cluster.Tests.Clusters;
using Consent.Cluster.Tests.Traffic;
using Consent.V1;
using Grpc.Core;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Faults;

/// <summary>What lies between the servers and the database.</summary>
[Collection(SharedBreakableCluster.Name)]
public sealed class ConnectionTests(BreakableCluster breakable, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Rounds = 10;

    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TooSlow = TimeSpan.FromSeconds(2);

    private LocalCluster Cluster => breakable.Cluster;

    public Task InitializeAsync() => breakable.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [RootFact]
    public async Task Disconnect_AgainAndAgainUnderLoad_MissesAndLosesNothing()
    {
        await using var load = await Load.StartAsync(Cluster.Servers, turn => Cluster.Servers[turn % LocalCluster.Size]);

        var longest = TimeSpan.Zero;
        for (var round = 0; round < Rounds; round++)
        {
            await Cluster.Script.RunAsync("db", "disconnect");
            var ended = Stopwatch.GetTimestamp();
            await Cluster.Servers[round % LocalCluster.Size].RecordUntilAnsweredAsync(Wire.Text(Wire.NewCustomer(), Wire.Stop));
            longest = Stopwatch.GetElapsedTime(ended) is var time && time > longest ? time : longest;
        }

        await load.MoreAsync(2_000);
        await load.EndAsync(Cluster);
        load.AssertRefusedInTime();
        output.WriteLine(
            $"Writes worked after {longest} at the most; {load.Refusals.Count(refusal => refusal.IsWrite)} writes and "
            + $"{load.Refusals.Count(refusal => !refusal.IsWrite)} checks were refused");
        Assert.DoesNotContain(load.Refusals, refusal => !refusal.IsWrite);
    }

    [RootFact]
    public async Task Database_Slow_DelaysWritesAndNoCheck()
    {
        await using var load = await Load.StartAsync(Cluster.Servers, turn => Cluster.Servers[turn % LocalCluster.Size]);

        breakable.Database.Delay = Slow;
        var called = Stopwatch.GetTimestamp();
        await Cluster.Servers[0].RecordAsync(Wire.NewCustomer(), Wire.Stop);
        var took = Stopwatch.GetElapsedTime(called);
        await load.MoreAsync(2_000);
        breakable.Database.Delay = TimeSpan.Zero;
        await load.EndAsync(Cluster);

        output.WriteLine($"With {Slow} each way a STOP was acknowledged after {took}");
        Assert.True(took > Slow * 4, $"It took {took}: the write and the poll are one round trip each.");
        Assert.DoesNotContain(load.Refusals, refusal => !refusal.IsWrite);
    }

    [RootFact]
    public async Task Database_TooSlow_IsAsGoodAsAway()
    {
        var customer = Wire.NewCustomer();
        Assert.Equal(Decision.Allowed, await Cluster.Servers[1].CheckAsync(customer));

        breakable.Database.Delay = TooSlow;
        var slow = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<RpcException>(() => Cluster.Servers[0].RecordAsync(customer, Wire.Stop));
        var refused = Stopwatch.GetElapsedTime(slow);
        await Until.TrueAsync("checks are refused", () => IsRefusedAsync(Cluster.Servers[1], customer));
        var stale = Stopwatch.GetElapsedTime(slow);

        breakable.Database.Delay = TimeSpan.Zero;
        var quick = Stopwatch.GetTimestamp();
        await Cluster.Servers[0].RecordUntilAnsweredAsync(Wire.Text(customer, Wire.Stop));
        Assert.Equal(Decision.Blocked, await Wire.AnsweredAsync(() => Cluster.Servers[1].CheckAsync(customer)));
        output.WriteLine(
            $"With {TooSlow} each way a write was refused after {refused}, checks after {stale}; all was well "
            + $"{Stopwatch.GetElapsedTime(quick)} after");
    }

    private static async Task<bool> IsRefusedAsync(Server server, string customer)
    {
        try
        {
            await server.CheckAsync(customer);
            return false;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
        {
            return true;
        }
    }
}
