using System.Diagnostics;
using Consent.Cluster.Tests.Clusters;
using Consent.Torture.Clusters;
using Consent.V1;
using Grpc.Core;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Faults;

[Collection(SharedCluster.Name)]
public sealed class PauseTests(LocalClusterFixture fixture, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Customers = 20;
    private const int ChecksOfEach = 20;

    private LocalCluster Cluster => fixture.Cluster;

    public Task InitializeAsync() => Cluster.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Check_OnAServerThatSleptThroughStops_IsNeverAllowed()
    {
        var customers = Enumerable.Range(0, Customers).Select(_ => Wire.NewCustomer()).ToList();
        var sleeper = Cluster.Servers[2];
        Assert.All(await sleeper.CheckAllAsync(customers), decision => Assert.Equal(Decision.Allowed, decision));

        await Cluster.Script.RunAsync("pause", "3");
        var paused = Stopwatch.GetTimestamp();
        await Task.WhenAll(customers.Select((customer, index) =>
            Cluster.Servers[index % 2].RecordUntilAnsweredAsync(Wire.Text(customer, Wire.Stop))));
        var time = Stopwatch.GetElapsedTime(paused);
        output.WriteLine($"Every pair could be written after {time}");

        // They wait in the sleeper's connection, to be the first that it sees.
        var checks = customers.SelectMany(customer => Enumerable.Range(0, ChecksOfEach).Select(_ => TryCheckAsync(sleeper, customer))).ToList();
        await Cluster.Script.RunAsync("resume", "3");
        var answers = await Task.WhenAll(checks);

        output.WriteLine(string.Join(", ", answers.CountBy(answer => answer).Select(each => $"{each.Value} times {each.Key}")));
        Assert.DoesNotContain(nameof(Decision.Allowed), answers);

        // Its row was given up on. It finds itself declared dead, registers no other, and ends.
        await Until.TrueAsync("server 3 is gone", async () =>
        {
            Assert.NotEqual(nameof(Decision.Allowed), await TryCheckAsync(sleeper, customers[0]));
            return !await IsThereAsync();
        });
        Assert.Equal(2, await Cluster.AskAsync<long>("SELECT count(*) FROM roster_replica WHERE retired_at IS NULL"));
        await Cluster.HealthyAsync();
        Assert.All(await sleeper.CheckAllAsync(customers), decision => Assert.Equal(Decision.Blocked, decision));
    }

    [Fact]
    public async Task Resume_DeclaredDeadBeforeAnybodyGaveUpOnIt_LeavesNoRow()
    {
        await Cluster.Script.RunAsync("pause", "3");
        await Until.TrueAsync("server 3 is declared dead", async () =>
            await Cluster.AskAsync<long>("SELECT count(*) FROM OrleansMembershipTable WHERE Status = 3") == 2);
        Assert.Equal(3, await Cluster.AskAsync<long>("SELECT count(*) FROM roster_replica WHERE retired_at IS NULL"));

        await Cluster.Script.RunAsync("resume", "3");
        await Until.TrueAsync("server 3 is gone", async () => !await IsThereAsync());

        Assert.Equal(2, await Cluster.AskAsync<long>("SELECT count(*) FROM roster_replica"));
    }

    private static async Task<string> TryCheckAsync(Server server, string customer)
    {
        try
        {
            return $"{await server.CheckAsync(customer)}";
        }
        catch (RpcException e)
        {
            Assert.Contains(e.StatusCode, (StatusCode[])[StatusCode.Unavailable, StatusCode.DeadlineExceeded]);
            return $"{e.StatusCode} {e.Reason()}";
        }
    }

    private async Task<bool> IsThereAsync() =>
        !(await Cluster.Script.RunAsync("status")).Contains("server 3: ended", StringComparison.Ordinal);
}
