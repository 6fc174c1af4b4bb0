namespace Consent.Roster.Freshness;

/// <summary>At most 1,000 polls a second, however many checks ask: none is sent sooner than a millisecond after the one before.</summary>
/// <remarks>
/// Timers are coarse: on Linux one of 1 ms may take 4 or 10. So the rest, which there is only while checks wait, is spent letting other
/// work go first: the answers to the last poll's checks, and the arrival of those which the next one serves.
/// </remarks>
internal sealed class PollPace(TimeProvider time)
{
    public static readonly TimeSpan Each = TimeSpan.FromMilliseconds(1);

    private readonly long _each = time.TimestampFrequency / 1_000;
    private long _due = long.MinValue;

    /// <summary>Waits until one more poll may be sent: a millisecond at the most, however wrong the clock.</summary>
    public async Task WaitAsync()
    {
        var now = time.GetTimestamp();
        var due = Math.Clamp(_due, now, now + _each);
        _due = due + _each;
        if (due > now && time != TimeProvider.System)
        {
            // A clock that may stand still.
            await Task.Delay(Each, time, CancellationToken.None);
            return;
        }

        while (time.GetTimestamp() < due)
        {
            await Task.Yield();
        }
    }
}
