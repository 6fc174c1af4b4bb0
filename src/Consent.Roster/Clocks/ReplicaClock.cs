namespace Consent.Roster.Clocks;

/// <summary>Tells how much time has passed, by the monotonic and by the wall clock.</summary>
/// <remarks>
/// A machine that sleeps may stop its monotonic clock, and anybody may set a wall clock back; both at once is what the
/// freshness rules do not cover.
/// </remarks>
internal sealed class ReplicaClock(TimeProvider time)
{
    public TimeProvider Time => time;

    public ClockReading Now() => new(time.GetTimestamp(), time.GetUtcNow().UtcTicks);

    /// <summary>The larger of what the clocks say: for one's own age.</summary>
    public TimeSpan AtMostSince(ClockReading then)
    {
        var (monotonic, wall) = Since(then);
        return monotonic > wall ? monotonic : wall;
    }

    /// <summary>The smaller of what the clocks say: for waiting until another is too old.</summary>
    public TimeSpan AtLeastSince(ClockReading then)
    {
        var (monotonic, wall) = Since(then);
        return monotonic < wall ? monotonic : wall;
    }

    private (TimeSpan Monotonic, TimeSpan Wall) Since(ClockReading then) =>
        (time.GetElapsedTime(then.Monotonic), new TimeSpan(time.GetUtcNow().UtcTicks - then.Wall));
}
