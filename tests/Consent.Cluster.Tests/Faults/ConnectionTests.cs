using System.Diagnostics;
using Consent.Cluster.Tests.Clusters;
using Consent.Torture.Clusters;
using Consent.V1;
using Grpc.Core;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Faults;

/// <summary>What lies between the servers and the database.</summary>
[Collection(SharedBreakableCluster.Name)]
public sealed class ConnectionTests(BreakableClusterFixture breakable, ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TooSlow = TimeSpan.FromSeconds(2);

    private LocalCluster Cluster => breakable.Cluster;

    public Task InitializeAsync() => breakable.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [RootFact]
    public async Task Database_Slow_DelaysAcknowledgementsByTwoRoundTrips()
    {
        breakable.Breakable.Database.Delay = Slow;
        var called = Stopwatch.GetTimestamp();
        await Cluster.Servers[0].RecordAsync(Wire.NewCustomer(), Wire.Stop);
        var took = Stopwatch.GetElapsedTime(called);
        breakable.Breakable.Database.Delay = TimeSpan.Zero;

        output.WriteLine($"With {Slow} each way a STOP was acknowledged after {took}");
        Assert.True(took > Slow * 4, $"It took {took}: the write and the poll are one round trip each.");
    }

    [RootFact]
    public async Task Database_TooSlow_IsAsGoodAsAway()
    {
        var customer = Wire.NewCustomer();
        Assert.Equal(Decision.Allowed, await Cluster.Servers[1].CheckAsync(customer));

        breakable.Breakable.Database.Delay = TooSlow;
        var slow = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<RpcException>(() => Cluster.Servers[0].RecordAsync(customer, Wire.Stop));
        var refused = Stopwatch.GetElapsedTime(slow);
        await Until.TrueAsync("checks are refused", () => IsRefusedAsync(Cluster.Servers[1], customer));
        var stale = Stopwatch.GetElapsedTime(slow);

        breakable.Breakable.Database.Delay = TimeSpan.Zero;
        var quick = Stopwatch.GetTimestamp();
        await Cluster.Servers[0].RecordUntilAnsweredAsync(Wire.Text(customer, Wire.Stop));
        Assert.Equal(Decision.Blocked, await ServerCalls.AnsweredAsync(() => Cluster.Servers[1].CheckAsync(customer)));
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
