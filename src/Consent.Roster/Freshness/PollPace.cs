namespace Consent.Roster.Freshness;

/// <summary>However many ask, no poll is sent sooner than a given while after the one before: those who ask meanwhile share it.</summary>
internal sealed class PollPace(TimeProvider time, TimeSpan each)
{
    private readonly long _each = (long)(each.TotalSeconds * time.TimestampFrequency);
    private long _due = long.MinValue;

    /// <summary>Waits until one more poll may be sent, however wrong the clock.</summary>
    public Task WaitAsync()
    {
        var now = time.GetTimestamp();
        return Next(now) > now ? Task.Delay(each, time, CancellationToken.None) : Task.CompletedTask;
    }

    /// <summary>The same to the microsecond.</summary>
    /// <remarks>
    /// Timers are coarse: on Linux one of 1 ms may take 4 or 10. So the rest is spent letting other work go first: the answers to the last
    /// poll's checks, and the arrival of those which the next one serves.
    /// </remarks>
    public async Task WaitExactlyAsync()
    {
        if (time != TimeProvider.System)
        {
            // A clock that may stand still.
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
