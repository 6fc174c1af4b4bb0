using System.Diagnostics;
using Consent.Cluster.Tests.Clusters;
using Consent.Cluster.Tests.Traffic;
using Grpc.Core;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Lifecycle;

[Collection(SharedCluster.Name)]
public sealed class StopAndJoinTests(LocalCluster cluster, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Dead = 6;

    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(30);

    // What a writer waits for a server that went without a word.
    private static readonly TimeSpan WaitForTheDead = TimeSpan.FromSeconds(6.25);

    public Task InitializeAsync() => cluster.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task StopAndStart_UnderLoad_NoCallFailsAndStreamsAreToldToGo()
    {
        await using var ready = new ReadyServers(cluster.Servers);
        await using var load = await Load.StartAsync([], _ => ready.Next());
        using var stream = cluster.Servers[1].Authority.StreamCheckSend();

        var stopped = Stopwatch.GetTimestamp();
        var stop = cluster.Script.TryRunAsync(["stop", "2"]);
        var told = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(CancellationToken.None));
        var (code, _) = await stop;
        var time = Stopwatch.GetElapsedTime(stopped);
        output.WriteLine($"Stopped within {time}");
        Assert.Equal((StatusCode.Unavailable, "SHUTTING_DOWN"), (told.StatusCode, told.Reason()));
        Assert.Equal(0, code);
        Assert.True(time < StopsWithin, $"The stop took {time}.");
        await AssertGoneAsync();

        await load.MoreAsync(1_000);
        await cluster.Script.RunAsync("start", "2");
        await load.MoreAsync(1_000);
        await load.EndAsync(cluster);
        Assert.Empty(load.Refusals);
        Assert.Contains(load.History.Operations, operation => operation.Server == 2 && operation.Called > stopped + time.Ticks);
        var longest = load.History.Operations
            .Where(operation => operation.Kind != OperationKind.Check)
            .Max(operation => Stopwatch.GetElapsedTime(operation.Called, operation.Returned));
        output.WriteLine($"{load.History.Count} answers; the longest write took {longest}");
        Assert.True(longest < WaitForTheDead, $"A write took {longest}.");
    }

    // Neither its peers nor its writers have anything left to wait for. It declares itself dead, and nobody else does.
    private async Task AssertGoneAsync()
    {
        var port = cluster.Script.Port + 22;
        var itself = $"127.0.0.1:{port}@[^|]*";
        Assert.Equal(0L, await cluster.AskAsync<long>($"SELECT count(*) FROM roster_replica WHERE address LIKE '%:{port}@%'"));
        Assert.True(await cluster.AskAsync<bool>(
            $"""
            SELECT Status = {Dead} AND coalesce(SuspectTimes, '') ~ '^({itself})?$'
            FROM OrleansMembershipTable WHERE Port = {port} ORDER BY StartTime DESC LIMIT 1
            """));
    }
}
