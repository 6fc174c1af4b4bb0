namespace Consent.Roster.Freshness;

/// <summary>
/// Keeps a given time between two polls, however many callers ask. Callers that ask meanwhile share the next poll.
/// </summary>
internal sealed class PollPace(TimeProvider time, TimeSpan each)
{
    private readonly long _each = (long)(each.TotalSeconds * time.TimestampFrequency);
    private long _due = long.MinValue;

    /// <summary>Waits until the next poll may be sent: never longer than that time, however wrong the clock is.</summary>
    public Task WaitAsync()
    {
        var now = time.GetTimestamp();
        return Next(now) > now ? Task.Delay(each, time, CancellationToken.None) : Task.CompletedTask;
    }

    /// <summary>The same to the microsecond.</summary>
    /// <remarks>
    /// Timers are coarse: on Linux one of 1 ms may take 4 or 10. So this thread yields to other work instead: it answers the last
    /// poll's checks, and takes in those that the next poll serves.
    /// </remarks>
    public async Task WaitExactlyAsync()
    {
        if (time != TimeProvider.System)
        {
            // A simulated clock may stand still.
            await WaitAsync();
            return;
        }

        var due = Next(time.GetTimestamp());
        while (time.GetTimestamp() < due)
        {
            Thread.Yield();
            await Task.Yield();
        }
    }

    private long Next(long now)
    {
        var due = Math.Clamp(_due, now, now + _each);
        _due = due + _each;
        return due;
    }
}
