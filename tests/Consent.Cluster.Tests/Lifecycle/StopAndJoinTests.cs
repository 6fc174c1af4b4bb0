using System.Diagnostics;
using Consent.Cluster.Tests.Clusters;
using Consent.Torture.Checking;
using Consent.Torture.Clusters;
using Consent.Torture.Histories;
using Consent.Torture.Workload;
using Grpc.Core;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Lifecycle;

[Collection(SharedCluster.Name)]
public sealed class StopAndJoinTests(LocalClusterFixture fixture, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Dead = 6;

    private LocalCluster Cluster => fixture.Cluster;

    public Task InitializeAsync() => Cluster.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task StopAndStart_UnderLoad_NoCallFailsAndStreamsAreToldToGo()
    {
        await using var ready = new ReadyServers(Cluster.Servers);
        using var file = new HistoryFile();
        var settings = new WorkloadSettings { HasPinned = false, IsReady = ready.IsReady, Patience = TimeLimit.Generous };
        await using var workload = await RunningWorkload.StartAsync(settings, Cluster, file.Path);
        using var stream = Cluster.Servers[1].Authority.StreamCheckSend();

        var stopped = Stopwatch.GetTimestamp();
        var stop = Cluster.Script.TryRunAsync(["stop", "2"]);
        var told = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(CancellationToken.None));
        var (code, _) = await stop;
        var time = Stopwatch.GetElapsedTime(stopped);
        output.WriteLine($"Stopped within {time}");
        Assert.Equal((StatusCode.Unavailable, "SHUTTING_DOWN"), (told.StatusCode, told.Reason()));
        Assert.Equal(0, code);
        await AssertGoneAsync();

        await workload.MoreAsync(1_000);
        await Cluster.Script.RunAsync("start", "2");
        var started = HistoryClock.Now;
        await workload.MoreAsync(1_000);
        await workload.EndAsync();
        var history = await History.ReadAsync(file.Path);
        Assert.Equal(0, HistoryChecker.Check(history).Violations.Count);

        // A stream that is told to go is opened elsewhere.
        Assert.DoesNotContain(history.Checks, check => check is { Refused: not null, Form: not CheckForm.Stream });
        Assert.DoesNotContain(history.Writes, write => write is { Refused: not null });
        Assert.Contains(history.Checks, check => check is { Server: 2, IsAnswered: true } && check.Called > started);
        var longest = TimeSpan.FromMicroseconds(history.Writes.Max(write => write.Returned!.Value - write.Called));
        output.WriteLine($"{history.Checks.Count} checks; the longest write took {longest}");
    }

    // Neither its peers nor its writers have anything left to wait for. It declares itself dead, and nobody else does.
    private async Task AssertGoneAsync()
    {
        var port = Cluster.Script.Port + 22;
        var itself = $"127.0.0.1:{port}@[^|]*";
        Assert.Equal(0L, await Cluster.AskAsync<long>($"SELECT count(*) FROM roster_replica WHERE address LIKE '%:{port}@%'"));
        Assert.True(await Cluster.AskAsync<bool>(
            $"""
            SELECT Status = {Dead} AND coalesce(SuspectTimes, '') ~ '^({itself})?$'
            FROM OrleansMembershipTable WHERE Port = {port} ORDER BY StartTime DESC LIMIT 1
            """));
    }
}
