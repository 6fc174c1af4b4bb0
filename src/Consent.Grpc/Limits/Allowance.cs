namespace Consent.Grpc.Limits;

/// <summary>How fast something may be taken, and how much of it at once after a pause.</summary>
/// <param name="perSecond">The rate.</param>
/// <param name="burst">For how long an allowance that nobody uses goes on growing.</param>
/// <param name="ticksPerSecond">The unit of the clock's timestamps.</param>
internal sealed class AllowanceRate(int perSecond, TimeSpan burst, long ticksPerSecond)
{
    private readonly double _ticksEach = (double)ticksPerSecond / perSecond;

    /// <summary>Gets how much there is after a pause: at least one.</summary>
    public int Most { get; } = (int)Math.Clamp(perSecond * burst.TotalSeconds, 1, int.MaxValue);

    /// <summary>How long it takes until so much has grown.</summary>
    public long TicksFor(int count) => (long)Math.Ceiling(count * _ticksEach);
}

/// <summary>What one caller may take of one kind of call. Lock-free; nothing is allocated and no timer runs.</summary>
/// <remarks>
/// A token bucket that is kept as the time at which it will be full. What is more than a full one holds needs a full one, and is paid
/// off afterwards: so a batch of any size goes through now and then, and the rate holds all the same. The buckets of
/// System.Threading.RateLimiting take a lock, run timers and lend nothing.
/// </remarks>
internal struct Allowance
{
    private long _fullAt;

    /// <summary>Takes so much, if it is there.</summary>
    /// <param name="rate">How fast it grows.</param>
    /// <param name="count">How much; at least one.</param>
    /// <param name="now">The clock's timestamp.</param>
    /// <returns>0 if it was taken; otherwise how many ticks must pass until it could be.</returns>
    public long Take(AllowanceRate rate, int count, long now)
    {
        var longest = rate.TicksFor(rate.Most) - rate.TicksFor(Math.Min(count, rate.Most));
        while (true)
        {
            var fullAt = Volatile.Read(ref _fullAt);
            var untilFull = Math.Max(fullAt - now, 0);
            if (untilFull > longest)
            {
                return untilFull - longest;
            }

            if (Interlocked.CompareExchange(ref _fullAt, now + untilFull + rate.TicksFor(count), fullAt) == fullAt)
            {
                return 0;
            }
        }
    }

    /// <summary>Whether it is as if nothing had ever been taken.</summary>
    public readonly bool IsFull(long now) => _fullAt <= now;
}
