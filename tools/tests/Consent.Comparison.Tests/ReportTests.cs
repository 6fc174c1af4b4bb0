using Consent.Comparison.Results;

namespace Consent.Comparison.Tests;

public sealed class ReportTests
{
    [Fact]
    public void Of_GoalsReachedMissedAndNotMeasured_SaysWhich()
    {
        var report = MarkdownReport.Of(RunFiles.Of(
            RunFiles.Latency(5),
            new Figure("campaign", "single/ours to redis/rate", "ratio", [1.1, 1.3, 1.2])));

        Assert.Contains("| p99 at 60% load with 100 STOPs a second | < 5 ms | 5 ms (5) | **no** |", report, StringComparison.Ordinal);
        Assert.Contains("| campaign in single checks, against redis | ≥ 1.2 | 1.2 (1.1, 1.3, 1.2) | yes |", report, StringComparison.Ordinal);
        Assert.Contains("| campaign in batches, against grain | ≥ 100 | not measured |  |", report, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1234567.8, "1,234,568")]
    [InlineData(45.678, "45.7")]
    [InlineData(0.0456, "0.046")]
    public void Number_OfAnySize_HasThreeDigitsThatSaySomething(double value, string text) => Assert.Equal(text, MarkdownReport.Number(value));
}
