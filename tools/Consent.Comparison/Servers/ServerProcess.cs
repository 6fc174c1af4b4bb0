using System.Diagnostics;

namespace Consent.Comparison.Servers;

/// <summary>A server that this program started. Its output goes to a file, its id to another, by which run.sh ends what is left.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);

    private readonly Process _process;
    private readonly string _idFile;

    private ServerProcess(Process process, string name, string log, string folder)
    {
        (_process, Name, Log) = (process, name, log);
        _idFile = Path.Combine(folder, $"{name}.pid");
        File.WriteAllText(_idFile, Id.ToString(CultureInfo.InvariantCulture));
    }

    public string Name { get; }

    public string Log { get; }

    public int Id => _process.Id;

    public static ServerProcess Start(string name, string folder, IEnumerable<string> command, params (string Name, string Value)[] environment)
    {
        var log = Path.Combine(folder, $"{name}.log");
        File.WriteAllText(log, "");

        // The shell becomes the server, so that its id is the server's and nobody here has to read what it writes.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" > \"$0\" 2>&1", log, .. command]) { WorkingDirectory = folder };
        LoadEnvironment.KeepFrom(start.Environment);
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        return new ServerProcess(Process.Start(start)!, name, log, folder);
    }

    /// <summary>Waits until it is.</summary>
    /// <exception cref="InvalidOperationException">It has ended, or is not within the time.</exception>
    public async Task WhenAsync(Func<CancellationToken, Task<bool>> isReady, TimeSpan within, CancellationToken end)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await isReady(end))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(started) > within)
            {
                throw new InvalidOperationException($"{Name} {(_process.HasExited ? "has ended" : "is not ready")}: {await LastLinesAsync()}");
            }

            await Task.Delay(Poll, TimeProvider.System, end);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signal("TERM");
            using var patience = new CancellationTokenSource(EndsWithin);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await _process.WaitForExitAsync(CancellationToken.None);
            }
        }

        _process.Dispose();
        File.Delete(_idFile);
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private async Task<string> LastLinesAsync() => string.Join('\n', (await File.ReadAllLinesAsync(Log)).TakeLast(5));
}
