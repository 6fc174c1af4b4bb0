using Microsoft.Extensions.Options;

namespace Consent.Roster.Freshness;

[OptionsValidator]
internal sealed partial class FreshnessOptionsValidator : IValidateOptions<FreshnessOptions>;

/// <summary>A server that polls too seldom would refuse checks between two polls.</summary>
internal sealed class PollIntervalValidator : IValidateOptions<FreshnessOptions>
{
    public ValidateOptionsResult Validate(string? name, FreshnessOptions options) =>
        options.PollInterval * 2 <= options.MaxStaleness
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Freshness:PollInterval is {options.PollInterval}, which is more than half of Freshness:MaxStaleness, {options.MaxStaleness}.");
}
