using HdrHistogram;

namespace Consent.Load.Reports;

/// <summary>What came of one connection's calls. Not for two threads at once.</summary>
internal sealed class Tally
{
    public const long Allowed = 1;
    public const long Blocked = 2;

    // In tenths of a microsecond, up to an hour, to three digits.
    private const long LongestLatency = 36_000_000_000;
    private const int Digits = 3;

    private readonly double _tenthsInATimestamp;
    private readonly Dictionary<string, long> _refusals = [];

    public Tally(long frequency) => _tenthsInATimestamp = 1e7 / frequency;

    /// <summary>Of answers, from when they were due.</summary>
    public LongHistogram Latencies { get; } = new(1, LongestLatency, Digits);

    /// <summary>How long after they were due calls were sent.</summary>
    public LongHistogram Lateness { get; } = new(1, LongestLatency, Digits);

    public long AllowedCount { get; private set; }

    public long BlockedCount { get; private set; }

    /// <summary>Decisions that were neither: malformed items of a batch.</summary>
    public long OtherCount { get; private set; }

    public long Reconnections { get; set; }

    /// <summary>When the last answer came, as a timestamp; 0 where none did.</summary>
    public long LastAnsweredAt { get; private set; }

    public IReadOnlyDictionary<string, long> Refusals => _refusals;

    public void Sent(long dueAt, long now) => Record(Lateness, now - dueAt);

    public void Answered(long dueAt, long now)
    {
        Record(Latencies, now - dueAt);
        LastAnsweredAt = now;
    }

    public void Decided(long decision, bool counts)
    {
        if (!counts)
        {
            return;
        }

        switch (decision)
        {
            case Allowed:
                AllowedCount++;
                break;
            case Blocked:
                BlockedCount++;
                break;
            default:
                OtherCount++;
                break;
        }
    }

    public void Refused(string reason, bool counts, long calls = 1)
    {
        if (counts && calls > 0)
        {
            _refusals[reason] = _refusals.GetValueOrDefault(reason) + calls;
        }
    }

    public void Add(Tally other)
    {
        Latencies.Add(other.Latencies);
        Lateness.Add(other.Lateness);
        AllowedCount += other.AllowedCount;
        BlockedCount += other.BlockedCount;
        OtherCount += other.OtherCount;
        Reconnections += other.Reconnections;
        LastAnsweredAt = Math.Max(LastAnsweredAt, other.LastAnsweredAt);
        foreach (var (reason, calls) in other.Refusals)
        {
            Refused(reason, counts: true, calls);
        }
    }

    private void Record(LongHistogram histogram, long timestamps) =>
        histogram.RecordValue(Math.Clamp((long)(timestamps * _tenthsInATimestamp), 1, LongestLatency));
}
