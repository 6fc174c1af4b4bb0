namespace Consent.Torture.Runs;

internal sealed class TortureRun(TextWriter output)
{
    private const double Second = 1_000_000;
    private const int LongRestEvery = 12;

    // Servers that have just been started have as long as after a fault.
    private static readonly TimeSpan WarmUp = TimeSpan.FromMicroseconds(LongestTimes.Recovery);
    private static readonly TimeSpan MinRest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MaxRest = TimeSpan.FromSeconds(1.5);

    // Until the last fault is out of sight, and some more: how quick it is then is part of what is found.
    private static readonly TimeSpan LongRest = TimeSpan.FromSeconds(20);

    public required TimeSpan Time { get; init; }

    public required int Seed { get; init; }

    public bool IsGateOut { get; init; }

    public string? Only { get; init; }

    public string? Path { get; init; }

    /// <summary>0 where nothing was found, and the run counts.</summary>
    public async Task<int> RunAsync()
    {
        if (Root.Reason is { } reason)
        {
            await output.WriteLineAsync(reason);
            return 2;
        }

        var path = Path ?? System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"consent-torture-{Seed}.jsonl");
        await output.WriteLineAsync($"seed {Seed}{(IsGateOut ? ", without the gate" : "")}; the history goes to {path}");
        await using var breakable = await BreakableCluster.StartAsync(IsGateOut);
        await using var workload = await RunningWorkload.StartAsync(new WorkloadSettings { Seed = Seed }, breakable.Cluster, path);
        var failure = await BreakAsync(breakable, workload);
        try
        {
            await breakable.HealAsync();
            await breakable.Cluster.HealthyAsync(() => Task.CompletedTask);
        }
        finally
        {
            await workload.EndAsync();
            KeepLogs(breakable.Script.Folder, path);
        }

        var verdict = await workload.CheckAsync();
        foreach (var line in VerdictText.Of(verdict))
        {
            await output.WriteLineAsync(line);
        }

        await output.WriteLineAsync($"Seed {Seed}. To go over it again: dotnet run --project tools/Consent.Torture -c Release -- check {path}");
        if (failure is not null)
        {
            await output.WriteLineAsync($"The run was cut short: {failure}");
        }

        return verdict.IsGood && failure is null ? 0 : 1;
    }

    // Beside the history: what was seen is not explained without them, and the cluster takes its own away.
    private static void KeepLogs(string folder, string path)
    {
        foreach (var log in Directory.EnumerateFiles(folder, "server*.log"))
        {
            File.Copy(log, $"{path}.{System.IO.Path.GetFileName(log)}", overwrite: true);
        }
    }

    // What could not be done, or undone.
    private async Task<Exception?> BreakAsync(BreakableCluster breakable, RunningWorkload workload)
    {
        var random = new Random(Seed);
        var runner = new FaultRunner(breakable, workload, Seed);
        var started = HistoryClock.Now;
        try
        {
            await RestAsync(WarmUp, workload);
            for (var turn = 1; (HistoryClock.Now - started) / Second < Time.TotalSeconds; turn++)
            {
                var fault = await runner.RunAsync(FaultKinds.Any(Kinds(), random));
                await output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(fault.Began - started) / Second,7:F1} s  {fault.Kind} of {fault.Target}: undone after {(fault.Undone - fault.Began) / Second:F1} s, "
                    + $"all ready {(fault.Ended - fault.Undone) / Second:F1} s later; {workload.Recorder.Answered} answers"));
                await RestAsync(turn % LongRestEvery == 0 ? LongRest : MinRest + random.NextDouble() * (MaxRest - MinRest), workload);
            }

            return null;
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            return e;
        }
    }

    private IReadOnlyList<FaultKind> Kinds() => (IsGateOut, Only) switch
    {
        (_, { } only) => [.. FaultKinds.All.Where(kind => kind.Name == only)],
        (true, _) => FaultKinds.Control,
        _ => FaultKinds.All,
    };

    private static async Task RestAsync(TimeSpan time, RunningWorkload workload)
    {
        await Task.Delay(time, TimeProvider.System);
        await workload.MoreAsync(1);
    }
}
