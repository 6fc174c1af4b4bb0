using Consent.Core.Records;

namespace Consent.Roster.Clocks;

/// <summary>The database's clock, reckoned from the last poll.</summary>
public sealed class DatabaseClock
{
    private readonly ReplicaClock _clock;
    private Reckoning? _last;

    internal DatabaseClock(ReplicaClock clock) => _clock = clock;

    /// <summary>Gets the time by the database's clock: null before the first poll.</summary>
    public Instant? Now => Volatile.Read(ref _last) is { } last
        ? last.Said + _clock.Time.GetElapsedTime(last.SentAt.Monotonic)
        : null;

    /// <summary>Takes what a poll said, which was true no earlier than it was sent.</summary>
    internal void Set(Instant said, ClockReading sentAt) => Volatile.Write(ref _last, new Reckoning(said, sentAt));

    private sealed record Reckoning(Instant Said, ClockReading SentAt);
}
