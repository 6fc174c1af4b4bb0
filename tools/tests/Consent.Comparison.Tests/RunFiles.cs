using Consent.Comparison.Results;

namespace Consent.Comparison.Tests;

/// <summary>Made-up runs.</summary>
internal static class RunFiles
{

    public static Figure Latency(params double[] values) => new("steady", "60%/check/p99", "ms", values);

    public static RunResults Of(params Figure[] figures) => new(
        new Machine(DateTimeOffset.UnixEpoch, "abc", "a processor", 2, 24, ".NET 10", "6.1", "0.1 0.1 0.1"), "full", ["campaign"], figures, []);
}
