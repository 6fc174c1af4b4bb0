using System.Diagnostics;
using Consent.Cluster.Tests.Clusters;
using Consent.Torture.Clusters;
using Consent.V1;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Lifecycle;

/// <summary>A cluster of a former build that is upgraded server by server.</summary>
public sealed class RollingUpgradeTests(ITestOutputHelper output)
{
    private const string Program = "CLUSTER_DLL";
    private const int StopsOfEach = 30;
    private const int ReplicasRetired = 2006;

    [FormerServerFact]
    public async Task Upgrade_ServerByServer_NoStopIsMissedAndNobodyIsWaitedFor()
    {
        using var cluster = new LocalCluster();
        cluster.Script.Variables[Program] = FormerServerFactAttribute.Server!;
        await cluster.HealthyAsync();
        await RecordAndCheckAsync(cluster, "of the former build");
        cluster.Script.Variables.Remove(Program);

        foreach (var server in cluster.Servers)
        {
            await cluster.Script.RunAsync("stop", $"{server.Index}");
            await cluster.Script.RunAsync("start", $"{server.Index}");
            await cluster.HealthyAsync();
            await RecordAndCheckAsync(cluster, $"with {server} upgraded");
        }
    }

    // A server that does not answer is retired after a second, and registers again under another id.
    private async Task RecordAndCheckAsync(LocalCluster cluster, string when)
    {
        var (listed, retired) = (await ListedAsync(cluster), Retired(cluster));
        var longest = TimeSpan.Zero;
        foreach (var writer in Enumerable.Range(0, StopsOfEach).SelectMany(_ => cluster.Servers))
        {
            var customer = Wire.NewCustomer();
            var sent = Stopwatch.GetTimestamp();
            await writer.RecordAsync(customer, Wire.Stop);
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, Stopwatch.GetElapsedTime(sent).Ticks));
            var decisions = await Task.WhenAll(cluster.Servers.Select(server => server.CheckAsync(customer)));
            Assert.All(decisions, decision => Assert.Equal(Decision.Blocked, decision));
        }

        output.WriteLine($"{StopsOfEach} STOPs at each server {when}: the longest took {longest}");
        Assert.Equal((listed, retired), (await ListedAsync(cluster), Retired(cluster)));
    }

    private static int Retired(LocalCluster cluster) => cluster.Servers.Sum(server => server.Logged(ReplicasRetired));

    private static Task<string> ListedAsync(LocalCluster cluster) => cluster.AskAsync<string>(
        "SELECT string_agg(id || coalesce(' retired ' || retired_at, ''), ', ' ORDER BY id) FROM roster_replica");
}
