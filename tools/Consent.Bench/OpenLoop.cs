using System.Diagnostics;
using System.Globalization;

namespace Consent.Bench;

/// <summary>Calls that are made when they are due, whether or not those before them are answered; each is timed from when it was due.</summary>
internal static class OpenLoop
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    // Not counted: this process has its code to compile.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Calls so many times a second, until it is ended.</summary>
    public static async Task RunAsync(string name, double rate, Func<int, Task> call, CancellationToken end)
    {
        var calls = new List<Task<long>>();
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Tick);
        while (!end.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            for (var due = Stopwatch.GetElapsedTime(started).TotalSeconds * rate; calls.Count < due;)
            {
                calls.Add(TimeAsync(calls.Count));
            }
        }

        var latencies = (await Task.WhenAll(calls)).Skip((int)(rate * WarmUp.TotalSeconds)).Order().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name} {rate:F0}/s p50 {At(0.5):F2} ms p99 {At(0.99):F2} ms p99.9 {At(0.999):F2} ms max {At(1):F2} ms of {latencies.Length}"));

        async Task<long> TimeAsync(int index)
        {
            var dueAt = started + (long)(index / rate * Stopwatch.Frequency);
            await call(index);
            return Stopwatch.GetTimestamp() - dueAt;
        }

        double At(double share) => Stopwatch.GetElapsedTime(0, latencies[(int)(share * (latencies.Length - 1))]).TotalMilliseconds;
    }
}
