namespace Consent.Roster.Freshness;

/// <summary>At most 1,000 polls a second, however many checks ask.</summary>
/// <remarks>
/// Timers are coarse: on Linux one of 1 ms may take 4 or 10. So polls are due every millisecond, and one that is late does not
/// delay those after it: up to 16 may be sent without a rest.
/// </remarks>
internal sealed class PollPace(TimeProvider time)
{
    public const int MostAtOnce = 16;

    public static readonly TimeSpan Each = TimeSpan.FromMilliseconds(1);

    private readonly long _each = time.TimestampFrequency / 1_000;
    private long _due = long.MinValue;

    /// <summary>Waits until one more poll may be sent: a millisecond at the most, however wrong the clock.</summary>
    public Task WaitAsync()
    {
        var now = time.GetTimestamp();
        var due = Math.Clamp(_due, now - ((MostAtOnce - 1) * _each), now + _each);
        _due = due + _each;
        return due > now ? Task.Delay(Each, time, CancellationToken.None) : Task.CompletedTask;
    }
}
