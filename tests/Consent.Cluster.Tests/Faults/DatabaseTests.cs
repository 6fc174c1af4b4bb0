using System.Diagnostics;
using Consent.Cluster.Tests.Clusters;
using Consent.Cluster.Tests.Traffic;
using Grpc.Core;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Faults;

[Collection(SharedCluster.Name)]
public sealed class DatabaseTests(LocalCluster cluster, ITestOutputHelper output) : IAsyncLifetime
{
    // MaxStaleness, less the age that a roster has between two polls, and some slack.
    private static readonly TimeSpan ChecksGoOn = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Quickly = TimeSpan.FromSeconds(4);

    public Task InitializeAsync() => cluster.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("stop")]
    [InlineData("kill")]
    public async Task Database_AwayForAWhile_ChecksGoOnAndWritesComeBack(string end)
    {
        await using var load = await Load.StartAsync(cluster.Servers, turn => cluster.Servers[turn % LocalCluster.Size]);

        var away = Stopwatch.GetTimestamp();
        await cluster.Script.RunAsync("db", end);
        await Assert.ThrowsAsync<RpcException>(() => cluster.Servers[0].RecordAsync(Wire.NewCustomer(), Wire.Stop));
        await cluster.Script.RunAsync("db", "start");
        var back = Stopwatch.GetTimestamp();
        foreach (var server in cluster.Servers)
        {
            await server.RecordUntilAnsweredAsync(Wire.Text(Wire.NewCustomer(), Wire.Stop));
        }

        output.WriteLine(
            $"Away for {Stopwatch.GetElapsedTime(away, back)}; writes worked after another {Stopwatch.GetElapsedTime(back)}");
        await load.MoreAsync(2_000);
        await load.EndAsync(cluster);

        load.AssertRefusedInTime();
        output.WriteLine($"{load.History.Count} answers, {load.Refusals.Count} refusals");
        Assert.DoesNotContain(
            load.Refusals, refused => !refused.IsWrite && Stopwatch.GetElapsedTime(away, refused.Returned) < ChecksGoOn);
        Assert.Contains(load.Refusals, refused => refused.IsWrite);
    }

    [Fact]
    public async Task RecordInbound_WhileTheDatabaseIsAway_IsRefusedQuickly()
    {
        var customer = Wire.NewCustomer();
        await cluster.Servers[0].RecordAsync(customer, Wire.Stop);
        await cluster.Script.RunAsync("db", "stop");

        var refusals = await Task.WhenAll(cluster.Servers.SelectMany(server => new[] { customer, Wire.NewCustomer() }.Select(async each =>
        {
            var called = Stopwatch.GetTimestamp();
            var refusal = await Assert.ThrowsAsync<RpcException>(() => server.RecordAsync(each, Wire.Start));
            return (refusal.StatusCode, Time: Stopwatch.GetElapsedTime(called));
        })));

        await cluster.Script.RunAsync("db", "start");
        output.WriteLine($"Refused within {refusals.Max(refusal => refusal.Time)}");
        Assert.All(refusals, refusal => Assert.Equal(StatusCode.Unavailable, refusal.StatusCode));
        Assert.All(refusals, refusal => Assert.True(refusal.Time < Quickly, $"It took {refusal.Time}."));
    }
}
