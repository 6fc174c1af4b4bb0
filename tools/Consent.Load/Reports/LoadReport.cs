using HdrHistogram;

namespace Consent.Load.Reports;

/// <summary>What came of a load, without its warm-up.</summary>
/// <param name="Calls">One for each of the settings' loads, in their order.</param>
/// <param name="Processor">The processor's time that this process took, also for whatever else it did.</param>
public sealed record LoadReport(IReadOnlyList<CallReport> Calls, TimeSpan Processor)
{
    public long Refused => Calls.Sum(call => call.Refusals.Values.Sum());

    /// <summary>The processor's time for a million calls, answered or refused, in seconds.</summary>
    public double ProcessorSecondsAMillionCalls =>
        Processor.TotalSeconds * 1_000_000 / Math.Max(1, Calls.Sum(call => call.Answered) + Refused);
}

/// <summary>What came of one kind of call.</summary>
public sealed record CallReport
{
    public required CallKind Kind { get; init; }

    /// <summary>How many calls a second were due; null in a closed loop.</summary>
    public double? DueRate { get; init; }

    public required long Answered { get; init; }

    /// <summary>From the end of the warm-up to the last answer.</summary>
    public required double Seconds { get; init; }

    public double Rate => Seconds > 0 ? Answered / Seconds : 0;

    /// <summary>From when a call was due to its answer. Refused calls have none.</summary>
    public required Percentiles Latency { get; init; }

    /// <summary>From when a call was due to when it was sent: the load generator's own delay, and the wait for a free stream.</summary>
    public required Percentiles Lateness { get; init; }

    public required long Allowed { get; init; }

    public required long Blocked { get; init; }

    /// <summary>How many decisions were neither: malformed numbers in a batch.</summary>
    public required long Undecided { get; init; }

    /// <summary>How many calls were refused, by status and, where the server gave one, reason.</summary>
    public required IReadOnlyDictionary<string, long> Refusals { get; init; }

    /// <summary>How many times a lost connection was made again.</summary>
    public required long Reconnections { get; init; }

    internal static CallReport From(CallLoad load, Tally tally, double seconds) => new()
    {
        Kind = load.Kind,
        DueRate = load.Rate,
        Answered = tally.Latencies.TotalCount,
        Seconds = seconds,
        Latency = Percentiles.Of(tally.Latencies),
        Lateness = Percentiles.Of(tally.Lateness),
        Allowed = tally.AllowedCount,
        Blocked = tally.BlockedCount,
        Undecided = tally.OtherCount,
        Refusals = new SortedDictionary<string, long>(tally.Refusals.ToDictionary(), StringComparer.Ordinal),
        Reconnections = tally.Reconnections,
    };
}

/// <summary>In milliseconds, to three digits; all 0 of nothing.</summary>
public sealed record Percentiles(double P50, double P90, double P99, double P999, double P9999, double Max)
{
    // The histogram counts tenths of a microsecond.
    private const double InAMillisecond = 10_000;

    internal static Percentiles Of(LongHistogram histogram)
    {
        return histogram.TotalCount == 0
            ? new Percentiles(0, 0, 0, 0, 0, 0)
            : new Percentiles(At(50), At(90), At(99), At(99.9), At(99.99), At(100));

        double At(double percentile) => histogram.GetValueAtPercentile(percentile) / InAMillisecond;
    }
}
