namespace Consent.Torture.Faults;

internal sealed class Hands(BreakableCluster breakable, Recorder recorder, Random random)
{
    private int _server = random.Next(LocalCluster.Size);

    public BreakableCluster Breakable => breakable;

    public Recorder Recorder => recorder;

    public Random Random => random;

    public static IReadOnlyList<int> AllServers { get; } = [.. Enumerable.Range(1, LocalCluster.Size)];

    /// <summary>The server that is broken next: each in its turn.</summary>
    public int NextServer() => 1 + _server++ % LocalCluster.Size;

    public T Any<T>(params IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    public Task RunAsync(params string[] command) => breakable.Script.RunAsync(command);

    /// <summary>Does it where it can be done: another fault, or the server itself, may have come first.</summary>
    public Task TryAsync(params string[] command) => breakable.Script.TryRunAsync(command);

    /// <summary>Lets a fault last for some time between these.</summary>
    public Task ForAsync(double fromSeconds, double toSeconds) =>
        Task.Delay(TimeSpan.FromSeconds(fromSeconds + random.NextDouble() * (toSeconds - fromSeconds)), TimeProvider.System);

    /// <summary>Waits until the other servers have given up on one, and acknowledge without it.</summary>
    public Task RetiredAsync(int server)
    {
        var port = breakable.Script.Port + 10 * server + 2;
        var registered = string.Create(
            CultureInfo.InvariantCulture,
            $"SELECT count(*) FROM roster_replica WHERE address LIKE '%:{port}@%' AND retired_at IS NULL");
        return Until.TrueAsync($"server {server} is retired", async () => await breakable.Cluster.AskAsync<long>(registered) == 0);
    }
}

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
            workload.Recorder.Add(fault);
        }
    }
}
