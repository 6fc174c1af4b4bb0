using System.Globalization;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Limits;

/// <summary>How much callers may take of this server.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Gets or sets how many calls may be open at once on one connection of HTTP/2.</summary>
    /// <value>1 to 10,000; the default is 100. A client that has more at hand waits, or opens another connection.</value>
    public int StreamsPerConnection { get; set; } = 100;

    /// <summary>Gets or sets how long a connection may stay open without a call.</summary>
    /// <value>1 second to 30 days, or 0 for ever; the default is 130 seconds. Pings are no calls.</value>
    public TimeSpan ConnectionIdle { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>Gets or sets after how long a connection takes no more calls; those that are open are finished.</summary>
    /// <value>1 second to 30 days, give or take a tenth by chance; 0, the default, for ever.</value>
    public TimeSpan ConnectionAge { get; set; }

    /// <summary>Gets or sets for how long the caller of a check stream or an import may neither send nor read.</summary>
    /// <value>1 second to 30 days; 0, the default, for ever.</value>
    public TimeSpan StreamIdle { get; set; }

    /// <summary>Gets or sets how long a check stream, an import or a watch of the ledger may go on.</summary>
    /// <value>1 second to 30 days, give or take a tenth by chance; 0, the default, for ever.</value>
    public TimeSpan StreamAge { get; set; }
}

internal sealed class LimitOptionsValidator : IValidateOptions<LimitOptions>
{
    private const int MostStreams = 10_000;
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public ValidateOptionsResult Validate(string? name, LimitOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(LimitOptions options) =>
    [
        .. Number(nameof(LimitOptions.StreamsPerConnection), options.StreamsPerConnection, 1, MostStreams),
        .. Duration(nameof(LimitOptions.ConnectionIdle), options.ConnectionIdle),
        .. Duration(nameof(LimitOptions.ConnectionAge), options.ConnectionAge),
        .. Duration(nameof(LimitOptions.StreamIdle), options.StreamIdle),
        .. Duration(nameof(LimitOptions.StreamAge), options.StreamAge),
    ];

    private static IEnumerable<string> Number(string key, int value, int least, int most) => value >= least && value <= most
        ? []
        : [string.Create(CultureInfo.InvariantCulture, $"{LimitOptions.Section}:{key} is {value}. It must be from {least} to {most}.")];

    private static IEnumerable<string> Duration(string key, TimeSpan value) =>
        value == TimeSpan.Zero || (value >= Least && value <= Longest)
            ? []
            : [$"{LimitOptions.Section}:{key} is {value}. It must be 0 for no limit, or from {Least} to {Longest}."];
}

internal static class Durations
{
    /// <summary>The limit as clocks take it: 0 is none.</summary>
    public static TimeSpan OrForever(this TimeSpan limit) => limit == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : limit;

    /// <summary>The limit, give or take a tenth by chance, so that what began together does not end together.</summary>
    public static TimeSpan Jittered(this TimeSpan limit) => limit * (0.9 + (Random.Shared.NextDouble() / 5));
}
