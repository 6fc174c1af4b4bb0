using HdrHistogram;

namespace Consent.Load.Reports;

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
