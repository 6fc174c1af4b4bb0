using Consent.Cluster.Tests.Clusters;
using Consent.Torture.Checking;
using Consent.Torture.Clusters;
using Consent.Torture.Faults;
using Consent.Torture.Workload;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Faults;

/// <summary>The control: with the servers' gates taken out, what the other tests look for must be there to be seen.</summary>
[Collection(SharedBreakableCluster.Name)]
public sealed class GateRemovalTests(BreakableClusterFixture breakable, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Seed = 7;
    private const int WarmUp = 1_000;
    private const int GateIsOut = 2010;

    // A server that goes on after SIGSTOP learns within milliseconds that it was given up on, and on a busy machine it may have learned
    // it before it comes to the first question.
    private const int Rounds = 5;

    // By what callers were told, and by what the ledger says.
    private static readonly ViolationKind[] Missed =
        [ViolationKind.MissedOptOutOfNumber, ViolationKind.MissedOptOutOfAccount, ViolationKind.WrongPermission];

    private LocalCluster Cluster => breakable.Cluster;

    public async Task InitializeAsync()
    {
        await breakable.HealthyAsync();
        if (Root.Reason is null)
        {
            Cluster.Script.IsGateOut = true;
            await RestartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (Root.Reason is null)
        {
            Cluster.Script.IsGateOut = false;
            await RestartAsync();
        }
    }

    [RootTheory]
    [InlineData("SIGSTOP")]
    [InlineData("cut from both")]
    public async Task Fault_OfAServerWithItsGateOut_IsFoundOut(string fault)
    {
        var missed = 0L;
        for (var round = 0; missed == 0 && round < Rounds; round++)
        {
            missed = await MissedAsync(FaultKinds.Control.Single(kind => kind.Name == fault), Seed + round);
        }

        Assert.True(missed > 0);
        Assert.All(Cluster.Servers, server => Assert.True(server.Logged(GateIsOut) > 0));
    }

    private async Task<long> MissedAsync(FaultKind fault, int seed)
    {
        using var file = new HistoryFile();
        await using var workload = await RunningWorkload.StartAsync(new WorkloadSettings { Seed = seed }, Cluster, file.Path);
        await workload.MoreAsync(WarmUp);
        await new FaultRunner(breakable.Breakable, workload, seed).RunAsync(fault);
        await workload.EndAsync();

        var verdict = await workload.CheckAsync();
        output.WriteLine(VerdictText.Of(verdict).Single(line => line.StartsWith("violations", StringComparison.Ordinal)));
        return Missed.Sum(verdict.Violations.CountOf);
    }

    private async Task RestartAsync()
    {
        foreach (var server in Cluster.Servers)
        {
            await Cluster.Script.TryRunAsync(["stop", $"{server.Index}"]);
        }

        await Cluster.HealthyAsync();
    }
}
