namespace Consent.Roster.Clocks;

/// <summary>Measures how much time has passed, by the monotonic and by the wall clock.</summary>
/// <remarks>
/// A machine that sleeps may stop its monotonic clock, and anybody may set a wall clock back. The freshness rules do not cover
/// both at once.
/// </remarks>
internal sealed class ReplicaClock(TimeProvider time)
{
    public TimeProvider Time => time;

    public ClockReading Now() => new(time.GetTimestamp(), time.GetUtcNow().UtcTicks);

    /// <summary>The longer of the two times: for a server's own age.</summary>
    public TimeSpan AtMostSince(ClockReading then)
    {
        var (monotonic, wall) = Since(then);
        return monotonic > wall ? monotonic : wall;
    }

    /// <summary>The shorter of the two times: for waiting until another server is stale.</summary>
    public TimeSpan AtLeastSince(ClockReading then)
    {
        var (monotonic, wall) = Since(then);
        return monotonic < wall ? monotonic : wall;
    }

    private (TimeSpan Monotonic, TimeSpan Wall) Since(ClockReading then) =>
        (time.GetElapsedTime(then.Monotonic), new TimeSpan(time.GetUtcNow().UtcTicks - then.Wall));
}

/// <summary>A moment by both of a machine's clocks.</summary>
/// <param name="Monotonic">A timestamp of the monotonic clock.</param>
/// <param name="Wall">The wall clock, in ticks.</param>
internal sealed record ClockReading(long Monotonic, long Wall);
