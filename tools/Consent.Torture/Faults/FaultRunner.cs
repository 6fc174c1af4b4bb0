using Consent.Torture.Clusters;
using Consent.Torture.Histories;
using Consent.Torture.Workload;

namespace Consent.Torture.Faults;

/// <summary>Breaks a cluster under its workload, and has it whole again before the next fault.</summary>
internal sealed class FaultRunner(BreakableCluster breakable, RunningWorkload workload, int seed)
{
    private readonly Hands _hands = new(breakable, workload.Recorder, new Random(seed));

    /// <summary>Does one thing, undoes it, waits until all servers are ready again, and writes down when that was.</summary>
    public async Task<Fault> RunAsync(FaultKind kind)
    {
        var planned = kind.Plan(_hands);
        var fault = new Fault { Kind = kind.Name, Target = planned.Target, Servers = planned.Servers, Began = HistoryClock.Now };
        try
        {
            await planned.RunAsync();
            fault = fault with { Undone = HistoryClock.Now };

            // The workload writes.
            await breakable.Cluster.HealthyAsync(() => Task.CompletedTask);
            return fault = fault with { Ended = HistoryClock.Now };
        }
        finally
        {
            await workload.Recorder.AddAsync(fault);
        }
    }
}
