using System.Diagnostics;
using System.Globalization;

namespace Consent.Bench;

/// <summary>Callers that each wait for their answer before they call again.</summary>
internal static class ClosedLoop
{
    public static async Task RunAsync(string name, int callers, int count, Func<int, int, Task> call)
    {
        var next = -1;
        var latencies = new long[count];
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var index = Interlocked.Increment(ref next); index < count; index = Interlocked.Increment(ref next))
            {
                var before = Stopwatch.GetTimestamp();
                await call(caller, index);
                latencies[index] = Stopwatch.GetTimestamp() - before;
            }
        })));
        var elapsed = Stopwatch.GetElapsedTime(started);
        Array.Sort(latencies);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name} {count / elapsed.TotalSeconds:F0}/s p50 {Percentile(0.5):F2} ms p99 {Percentile(0.99):F2} ms"));

        double Percentile(double share) =>
            Stopwatch.GetElapsedTime(0, latencies[(int)(share * (count - 1))]).TotalMilliseconds;
    }
}
