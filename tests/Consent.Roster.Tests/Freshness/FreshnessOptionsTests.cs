using Consent.Roster.Freshness;
using Microsoft.Extensions.Options;

namespace Consent.Roster.Tests.Freshness;

public class FreshnessOptionsTests
{
    [Theory]
    [InlineData(4_000, 2_000)]
    [InlineData(5_000, 500)]
    public void Validate_PollIntervalOfHalfTheStalenessOrLess_Succeeds(int maxStaleness, int pollInterval) =>
        Assert.True(Validate(maxStaleness, pollInterval).Succeeded);

    [Fact]
    public void Validate_PollIntervalOfMoreThanHalfTheStaleness_NamesBoth()
    {
        var result = Validate(3_000, 1_501);

        var failure = Assert.Single(result.Failures!);
        Assert.Contains("Freshness:PollInterval is 00:00:01.5010000", failure, StringComparison.Ordinal);
        Assert.Contains("Freshness:MaxStaleness, 00:00:03", failure, StringComparison.Ordinal);
    }

    private static ValidateOptionsResult Validate(int maxStaleness, int pollInterval) => new PollIntervalValidator().Validate(
        null,
        new FreshnessOptions
        {
            MaxStaleness = TimeSpan.FromMilliseconds(maxStaleness),
            PollInterval = TimeSpan.FromMilliseconds(pollInterval),
        });
}
