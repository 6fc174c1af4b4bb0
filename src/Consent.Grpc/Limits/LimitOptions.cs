using System.Globalization;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Limits;

/// <summary>How much callers may take of this server.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Gets or sets how many checks a caller may make in a second, on this server.</summary>
    /// <value>1 to 10,000,000; 0, the default, for no limit. Each customer of a batch, each item of a stream and each candidate of
    /// a SelectSender is one.</value>
    public int ChecksPerSecond { get; set; }

    /// <summary>Gets or sets how often a caller may record what a customer said: RecordInbound and RecordOptOut.</summary>
    /// <value>1 to 10,000,000 a second; 0, the default, for no limit.</value>
    public int RecordingsPerSecond { get; set; }

    /// <summary>Gets or sets how many other calls a caller may make in a second, on this server.</summary>
    /// <value>1 to 10,000,000; 0, the default, for no limit. A stream is one call.</value>
    public int ReadsPerSecond { get; set; }

    /// <summary>Gets or sets for how long a caller that asks nothing saves up its allowance, and may then use it at once.</summary>
    /// <value>10 milliseconds to 1 hour; the default is 5 seconds.</value>
    public TimeSpan Burst { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets or sets for how long calls may have to wait for a thread. While they wait for longer, new ones are refused, but for what
    /// customers said.
    /// </summary>
    /// <value>1 millisecond to 10 seconds; the default is 250, which no server that keeps up reaches. 0 never refuses.</value>
    public TimeSpan ThreadWait { get; set; } = TimeSpan.FromMilliseconds(250);

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
    private const int HighestRate = 10_000_000;
    private static readonly TimeSpan LeastBurst = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LargestBurst = TimeSpan.FromHours(1);
    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public ValidateOptionsResult Validate(string? name, LimitOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(LimitOptions options) =>
    [
        .. Number(nameof(LimitOptions.ChecksPerSecond), options.ChecksPerSecond, 0, HighestRate),
        .. Number(nameof(LimitOptions.RecordingsPerSecond), options.RecordingsPerSecond, 0, HighestRate),
        .. Number(nameof(LimitOptions.ReadsPerSecond), options.ReadsPerSecond, 0, HighestRate),
        .. Burst(options.Burst),
        .. Wait(options.ThreadWait),
        .. Number(nameof(LimitOptions.StreamsPerConnection), options.StreamsPerConnection, 1, MostStreams),
        .. Duration(nameof(LimitOptions.ConnectionIdle), options.ConnectionIdle),
        .. Duration(nameof(LimitOptions.ConnectionAge), options.ConnectionAge),
        .. Duration(nameof(LimitOptions.StreamIdle), options.StreamIdle),
        .. Duration(nameof(LimitOptions.StreamAge), options.StreamAge),
    ];

    private static IEnumerable<string> Number(string key, int value, int least, int most) => value >= least && value <= most
        ? []
        :
        [
            string.Create(
                CultureInfo.InvariantCulture, $"{LimitOptions.Section}:{key} is {value}. It must be from {least} to {most}."),
        ];

    private static IEnumerable<string> Burst(TimeSpan value) => value >= LeastBurst && value <= LargestBurst
        ? []
        : [$"{LimitOptions.Section}:{nameof(LimitOptions.Burst)} is {value}. It must be from {LeastBurst} to {LargestBurst}."];

    private static IEnumerable<string> Wait(TimeSpan value) =>
        value == TimeSpan.Zero || (value >= LeastWait && value <= LongestWait)
            ? []
            :
            [
                $"{LimitOptions.Section}:{nameof(LimitOptions.ThreadWait)} is {value}. "
                    + $"It must be 0, or from {LeastWait} to {LongestWait}.",
            ];

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
