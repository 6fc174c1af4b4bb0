using System.Diagnostics;
using Consent.Cluster.Tests.Clusters;
using Consent.Torture.Clusters;
using Consent.Torture.Histories;
using Consent.Torture.Workload;
using Consent.V1;
using Grpc.Core;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Faults;

/// <summary>Server 3 is cut off; its callers, who are in its namespace, are not.</summary>
[Collection(SharedBreakableCluster.Name)]
public sealed class CutTests(BreakableClusterFixture breakable, ITestOutputHelper output) : IAsyncLifetime
{
    private const string Refused = "refused";

    private static readonly TimeSpan MaxStaleness = TimeSpan.FromSeconds(5);

    // Of MaxStaleness: the rest is the age that a roster has between two polls, and time to answer in.
    private static readonly TimeSpan GoOn = TimeSpan.FromSeconds(3);

    private LocalCluster Cluster => breakable.Cluster;

    private Server Writer => Cluster.Servers[0];

    private Server Other => Cluster.Servers[1];

    private Server Cut => Cluster.Servers[2];

    public Task InitializeAsync() => breakable.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [RootFact]
    public async Task Cut_FromTheDatabase_AnswersNoCheckOnceItsKnowledgeIsOld()
    {
        var customer = Wire.NewCustomer();
        Assert.Equal(nameof(Decision.Allowed), await CheckAsync(Cut, customer));

        await Cluster.Script.RunAsync("cut", "3", "database");
        var cut = Stopwatch.GetTimestamp();
        var acknowledged = RecordStopAsync(customer);
        var answered = cut;
        var refused = await Until.TrueAsync("the cut server refuses", async () =>
        {
            var called = Stopwatch.GetTimestamp();
            var isRefused = await CheckAsync(Cut, customer) == Refused;
            answered = isRefused ? answered : called;
            return isRefused;
        });
        Assert.Equal(nameof(Decision.Blocked), await CheckAsync(Other, customer));

        var written = await acknowledged;
        Assert.Equal(Refused, await CheckAsync(Cut, customer));
        await Cluster.Script.RunAsync("heal", "3");
        var healed = await AnswersAgainAsync(customer);

        output.WriteLine($"The cut server refused after {refused}, the STOP was acknowledged after {written}, all was well {healed} after");
        var last = Stopwatch.GetElapsedTime(cut, answered);
        Assert.True(last < MaxStaleness, $"It answered a check that was sent after {last}.");
    }

    // What waits for the database must not keep the threads that checks need.
    [RootFact]
    public async Task Cut_FromTheDatabaseUnderLoad_ChecksGoOn()
    {
        using var file = new HistoryFile();
        await using var workload = await RunningWorkload.StartAsync(new WorkloadSettings(), Cluster, file.Path);
        var customer = Wire.NewCustomer();

        await Cluster.Script.RunAsync("cut", "3", "database");
        var cut = HistoryClock.Now;
        await Until.TrueAsync("the cut server refuses", async () => await CheckAsync(Cut, customer) == Refused);
        await Cluster.Script.RunAsync("heal", "3");
        await Cluster.HealthyAsync(() => Task.CompletedTask);
        await workload.EndAsync();

        var history = await History.ReadAsync(file.Path);
        var asked = history.Checks.Where(check =>
            check.Server == Cut.Index && check.ReplyId is null && check.Called >= cut && check.Called < cut + (long)GoOn.TotalMicroseconds);
        Assert.All(asked, check => Assert.Null(check.Refused));
        Assert.NotEmpty(asked);
    }

    private static async Task<string> CheckAsync(Server server, string customer)
    {
        try
        {
            return $"{await server.CheckAsync(customer)}";
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
        {
            return Refused;
        }
    }

    private async Task<TimeSpan> RecordStopAsync(string customer)
    {
        var called = Stopwatch.GetTimestamp();
        await Writer.RecordUntilAnsweredAsync(Wire.Text(customer, Wire.Stop));
        return Stopwatch.GetElapsedTime(called);
    }

    // Or ends, having found that the others have declared it dead.
    private async Task<TimeSpan> AnswersAgainAsync(string customer)
    {
        var started = Stopwatch.GetTimestamp();
        await Until.TrueAsync("the server that was cut off answers, or is gone", async () =>
            await CheckAsync(Cut, customer) switch
            {
                nameof(Decision.Blocked) => true,
                Refused => (await Cluster.Script.RunAsync("status")).Contains("server 3: ended", StringComparison.Ordinal),
                var other => throw new InvalidOperationException($"It answers {other}."),
            });
        return Stopwatch.GetElapsedTime(started);
    }
}
