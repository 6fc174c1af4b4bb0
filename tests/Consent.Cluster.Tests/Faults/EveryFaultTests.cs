using Consent.Cluster.Tests.Clusters;
using Consent.Torture.Checking;
using Consent.Torture.Faults;
using Consent.Torture.Workload;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Faults;

/// <summary>Each kind of fault once, one after the other under one workload; eng/torture.sh does more of the same.</summary>
[Collection(SharedBreakableCluster.Name)]
public sealed class EveryFaultTests(BreakableClusterFixture breakable, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Seed = 7;
    private const int WarmUp = 3_000;
    private const int Between = 1_000;

    // Every server is killed; else each kind has one.
    private static IEnumerable<FaultKind> Kinds => [ServerFaults.Kill, ServerFaults.Kill, .. FaultKinds.All];

    public Task InitializeAsync() => breakable.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [RootFact]
    public async Task EveryFault_OneAfterTheOther_MissesAndLosesNothing()
    {
        using var file = new HistoryFile { IsKept = true };
        await using var workload = await RunningWorkload.StartAsync(new WorkloadSettings { Seed = Seed }, breakable.Cluster, file.Path);
        var runner = new FaultRunner(breakable.Breakable, workload, Seed);
        await workload.MoreAsync(WarmUp);
        foreach (var kind in Kinds)
        {
            var fault = await runner.RunAsync(kind);
            output.WriteLine($"{fault.Kind} of {fault.Target}: {(fault.Ended - fault.Began) / 1_000} ms");
            await workload.MoreAsync(Between);
        }

        await workload.EndAsync();

        var verdict = await workload.CheckAsync();
        foreach (var line in VerdictText.Of(verdict))
        {
            output.WriteLine(line);
        }

        Assert.True(verdict.IsGood, $"See {file.Path} and the output.");
        await breakable.Cluster.WholeLedgerAsync();
        file.IsKept = false;
    }
}
