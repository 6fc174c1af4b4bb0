using System.Diagnostics;

namespace Consent.Torture.Clusters;

internal static class Until
{
    /// <summary>What is expected soon may take this long on a busy machine; then something is wrong.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static async Task<TimeSpan> TrueAsync(string what, Func<Task<bool>> isTrue)
    {
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Interval);
        while (!await isTrue())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"Not within {Patience}: {what}.");
            }

            await timer.WaitForNextTickAsync();
        }

        return Stopwatch.GetElapsedTime(started);
    }
}

internal static class Deadlines
{
    /// <summary>A deadline as a call takes it.</summary>
    public static DateTime In(TimeSpan time) => TimeProvider.System.GetUtcNow().UtcDateTime + time;
}
