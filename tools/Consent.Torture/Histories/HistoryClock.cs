using System.Diagnostics;

namespace Consent.Torture.Histories;

/// <summary>The run's monotonic clock: the machine's, which is the same in every process and network namespace.</summary>
internal static class HistoryClock
{
    private const long Second = 1_000_000;

    /// <summary>Gets the time in microseconds.</summary>
    public static long Now => (long)((Int128)Stopwatch.GetTimestamp() * Second / Stopwatch.Frequency);
}
