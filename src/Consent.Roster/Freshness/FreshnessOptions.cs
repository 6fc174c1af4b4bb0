using System.ComponentModel.DataAnnotations;
using Consent.Roster.Replicas;
using Consent.Storage.Database;
using Microsoft.Extensions.Options;

namespace Consent.Roster.Freshness;

/// <summary>How fresh a server must be to answer checks from its memory.</summary>
public sealed class FreshnessOptions
{
    public const string Section = "Freshness";

    private const string LeastMaxStaleness = "00:00:01";
    private const string LeastPollInterval = "00:00:00.010";
    private const string LargestPollInterval = "00:00:02";
    private const string LeastPollSpacing = "00:00:00";
    private const string LargestPollSpacing = "00:00:00.100";

    /// <summary>Gets or sets how this server makes sure that it is fresh.</summary>
    /// <value><c>Bounded</c>, which is the default: a check is answered from memory. Or <c>Strict</c>, for machines whose clocks
    /// cannot be relied on: a check waits for a poll, about a millisecond, and is refused while the database is away.</value>
    [EnumDataType(typeof(FreshnessMode))]
    public FreshnessMode Mode { get; set; } = FreshnessMode.Bounded;

    /// <summary>Gets or sets how old this server's knowledge may be when it answers a check.</summary>
    /// <value>1 to 6 seconds; the default is 5. A dead server delays acknowledgements by 1.25 times as much, once.</value>
    [Range(
        typeof(TimeSpan), LeastMaxStaleness, Patience.LargestMaxStaleness,
        ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan MaxStaleness { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how often the ledger is polled while nobody asks for a poll.</summary>
    /// <value>10 milliseconds to 2 seconds, and at most half of <see cref="MaxStaleness"/>; the default is 500
    /// milliseconds.</value>
    [Range(
        typeof(TimeSpan), LeastPollInterval, LargestPollInterval,
        ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Gets or sets the least time between two polls that writers ask for: writers that ask meanwhile share the next one.
    /// </summary>
    /// <value>0 to 100 milliseconds. The default is 2 on PostgreSQL, which several servers poll, and 0 on the embedded database,
    /// whose polls cost next to nothing. When writes are many, an acknowledgement takes up to twice this much longer.</value>
    [Range(
        typeof(TimeSpan), LeastPollSpacing, LargestPollSpacing,
        ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan? PollSpacing { get; set; }
}

/// <summary>How a server makes sure that its answers are fresh.</summary>
public enum FreshnessMode
{
    /// <summary>By its clocks: its last poll is recent enough, and writers wait for it.</summary>
    Bounded = 1,

    /// <summary>By asking the database for every check, whatever its clocks say; nobody waits for it.</summary>
    Strict = 2,
}

[OptionsValidator]
internal sealed partial class FreshnessOptionsValidator : IValidateOptions<FreshnessOptions>;

/// <summary>A server that polls too seldom would refuse checks between two polls.</summary>
internal sealed class PollIntervalValidator : IValidateOptions<FreshnessOptions>
{
    public ValidateOptionsResult Validate(string? name, FreshnessOptions options) =>
        options.PollInterval * 2 <= options.MaxStaleness
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Freshness:PollInterval is {options.PollInterval}, which is more than half of Freshness:MaxStaleness, "
                + $"{options.MaxStaleness}.");
}

/// <summary>Sets the poll spacing that suits the database, unless the configuration sets one.</summary>
internal sealed class DefaultPollSpacing(IOptions<StorageOptions> storage) : IPostConfigureOptions<FreshnessOptions>
{
    private static readonly TimeSpan OnPostgreSQL = TimeSpan.FromMilliseconds(2);

    public void PostConfigure(string? name, FreshnessOptions options) =>
        options.PollSpacing ??= storage.Value.Provider == StorageProvider.PostgreSQL ? OnPostgreSQL : TimeSpan.Zero;
}
