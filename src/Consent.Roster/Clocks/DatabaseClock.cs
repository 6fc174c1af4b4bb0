using Consent.Core.Records;

namespace Consent.Roster.Clocks;

/// <summary>The database's clock, estimated from the last poll.</summary>
public sealed class DatabaseClock
{
    private readonly ReplicaClock _clock;
    private Estimate? _last;

    internal DatabaseClock(ReplicaClock clock) => _clock = clock;

    /// <summary>Gets the time by the database's clock; null before the first poll.</summary>
    public Instant? Now => Volatile.Read(ref _last) is { } last
        ? last.Said + _clock.Time.GetElapsedTime(last.SentAt.Monotonic)
        : null;

    /// <summary>Takes the time that a poll returned: the database read its clock no earlier than the poll was sent.</summary>
    internal void Set(Instant said, ClockReading sentAt) => Volatile.Write(ref _last, new Estimate(said, sentAt));

    private sealed record Estimate(Instant Said, ClockReading SentAt);
}
