namespace Consent.Torture.Workload;

/// <summary>Doing something again and again.</summary>
internal static class Pace
{
    /// <summary>Does it each time, one after the other, until the end; a turn that was missed is not made up for.</summary>
    public static async Task EachAsync(TimeSpan time, Func<Task> act, CancellationToken end)
    {
        using var timer = new PeriodicTimer(time);
        while (!end.IsCancellationRequested)
        {
            await act();
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
