namespace Consent.Load;

/// <summary>Loads a server, and says what came of it.</summary>
public static class LoadGenerator
{
    /// <summary>Makes all the calls; answers when the last is answered, or given up.</summary>
    /// <exception cref="ArgumentException">The settings ask for what cannot be.</exception>
    /// <exception cref="IOException">The server is no HTTP/2 server, or none that we trust.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The server cannot be reached.</exception>
    public static Task<LoadReport> RunAsync(LoadSettings settings, CancellationToken end) => RunAsync(settings, TimeProvider.System, end);

    internal static async Task<LoadReport> RunAsync(LoadSettings settings, TimeProvider time, CancellationToken end)
    {
        SettingsRules.Check(settings);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(end);
        var runs = settings.Loads.Select(load => new LoadRun(settings, load, time)).ToList();
        try
        {
            await Task.WhenAll(runs.Select(run => run.OpenAsync(ending.Token)));
            var start = time.GetTimestamp();
            var running = runs.Select(run => run.RunAsync(start, ending.Token)).ToList();

            // What the warm-up costs does not count.
            await Task.WhenAny(Task.WhenAll(running), Task.Delay(settings.WarmUp, time, end));
            var before = Environment.CpuUsage;
            var reports = await Task.WhenAll(running);
            return new LoadReport(reports, Environment.CpuUsage.TotalTime - before.TotalTime);
        }
        finally
        {
            await ending.CancelAsync();
        }
    }
}
