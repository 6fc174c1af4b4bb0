using System.Diagnostics;
using Consent.Cluster.Tests.Clusters;
using Consent.Torture.Clusters;
using Consent.Torture.Histories;
using Consent.Torture.Workload;
using Grpc.Core;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Faults;

[Collection(SharedCluster.Name)]
public sealed class DatabaseTests(LocalClusterFixture fixture, ITestOutputHelper output) : IAsyncLifetime
{
    // MaxStaleness, less the age that a roster has between two polls, and some slack.
    private static readonly TimeSpan ChecksGoOn = TimeSpan.FromSeconds(4);

    private LocalCluster Cluster => fixture.Cluster;

    public Task InitializeAsync() => Cluster.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Database_AwayForAWhile_ChecksGoOn()
    {
        using var file = new HistoryFile();
        await using var workload = await RunningWorkload.StartAsync(new WorkloadSettings(), Cluster, file.Path);

        var away = HistoryClock.Now;
        await Cluster.Script.RunAsync("db", "stop");
        await Assert.ThrowsAsync<RpcException>(() => Cluster.Servers[0].RecordAsync(Wire.NewCustomer(), Wire.Stop));
        await Cluster.Script.RunAsync("db", "start");
        await Cluster.HealthyAsync(() => workload.Recorder.AcknowledgedAsync(50));
        await workload.EndAsync();

        var history = await History.ReadAsync(file.Path);

        // Rule 2 of the decisions: a pending reply is used up in the database.
        Assert.DoesNotContain(
            history.Checks,
            check => check is { Refused: not null, ReplyId: null } && check.Called >= away && check.Returned < away + (long)ChecksGoOn.TotalMicroseconds);
        Assert.Contains(history.Writes, write => write.Refused is not null);
    }

    [Fact]
    public async Task RecordInbound_WhileTheDatabaseIsAway_IsRefusedRatherThanKeptWaiting()
    {
        var customer = Wire.NewCustomer();
        await Cluster.Servers[0].RecordAsync(customer, Wire.Stop);
        await Cluster.Script.RunAsync("db", "stop");

        var refusals = await Task.WhenAll(Cluster.Servers.SelectMany(server => new[] { customer, Wire.NewCustomer() }.Select(async each =>
        {
            var called = Stopwatch.GetTimestamp();
            var refusal = await Assert.ThrowsAsync<RpcException>(() => server.RecordAsync(each, Wire.Start));
            return (refusal.StatusCode, Time: Stopwatch.GetElapsedTime(called));
        })));

        await Cluster.Script.RunAsync("db", "start");
        output.WriteLine($"Refused within {refusals.Max(refusal => refusal.Time)}");
        Assert.All(refusals, refusal => Assert.Equal(StatusCode.Unavailable, refusal.StatusCode));
    }
}
