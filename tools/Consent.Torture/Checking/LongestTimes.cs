namespace Consent.Torture.Checking;

/// <summary>How long callers waited, at worst. All times are microseconds.</summary>
internal sealed class LongestTimes
{
    /// <summary>How long after a fault's end its effects may last.</summary>
    public const long Recovery = 15_000_000;

    private const long Window = 10_000_000;

    public LongestTimes(History history)
    {
        // Before the first fault servers and callers have only just been started: how quick they are does not count.
        List<(long Began, long Until)> start = [.. history.Faults.Select(fault => (long.MinValue, fault.Began)).Take(1)];
        var busy = new Intervals(start.Concat(
            history.Faults.Select(fault => (fault.Began, (fault.Undone ?? fault.Ended) is { } undone ? undone + Recovery : long.MaxValue))));
        var stops = history.Writes.Where(write => write is { Kind: WriteKind.Stop, Acknowledged: not null, Returned: not null })
            .Select(write => (write.Called, Returned: write.Returned!.Value)).ToList();
        LongestAcknowledgement = stops.Select(stop => stop.Returned - stop.Called).DefaultIfEmpty().Max();
        var quiet = stops.Where(stop => !busy.Overlap(stop.Called, stop.Returned)).Select(stop => stop.Returned - stop.Called).ToList();
        (QuietStops, QuietAcknowledgement) = (quiet.Count, Share(quiet, 0.99));
        Servers =
        [
            .. history.Checks.Where(check => check is { Item: 0, Returned: not null }).GroupBy(check => check.Server)
                .Where(checks => checks.Any(check => check.IsAnswered)).OrderBy(checks => checks.Key)
                .Select(checks => Of(checks.Key, checks, history.Faults, start)),
        ];
    }

    /// <summary>Gets the longest that one call with a STOP, which was acknowledged, took.</summary>
    public long LongestAcknowledgement { get; }

    /// <summary>Gets the 99th percentile of the same where no fault was, nor had been undone less than <see cref="Recovery"/> before.</summary>
    public long QuietAcknowledgement { get; }

    public int QuietStops { get; }

    public IReadOnlyList<ServerTimes> Servers { get; }

    /// <summary>The longest from a STOP's first attempt until it was acknowledged.</summary>
    public static long LongestStop(SentEvents sent) => sent.All
        .Where(each => each.Kind == WriteKind.Stop && each.AcknowledgedAt != long.MaxValue)
        .Select(each => each.AcknowledgedAt - each.First.Called)
        .DefaultIfEmpty()
        .Max();

    /// <summary>The same, from its first attempt at a server that was not at fault: one that stays with a server waits until that is back.</summary>
    public static long LongestStopElsewhere(SentEvents sent, IReadOnlyList<Fault> faults)
    {
        var atFault = faults.SelectMany(fault => fault.Servers.Select(server => (Server: server, fault.Began, fault.Until)))
            .ToLookup(each => each.Server, each => (each.Began, each.Until));
        var intervals = atFault.ToDictionary(server => server.Key, server => new Intervals(server));
        return sent.All
            .Where(each => each.Kind == WriteKind.Stop && each.AcknowledgedAt != long.MaxValue)
            .Select(each => each.Attempts.FirstOrDefault(attempt =>
                !intervals.TryGetValue(attempt.Server, out var own) || !own.Overlap(attempt.Called, attempt.Returned ?? attempt.Called)) is { } first
                ? each.AcknowledgedAt - first.Called
                : 0)
            .DefaultIfEmpty()
            .Max();
    }

    private static ServerTimes Of(int server, IEnumerable<CheckOperation> asked, List<Fault> faults, List<(long Began, long Until)> start)
    {
        var own = faults.Where(fault => fault.Servers.Contains(server)).Select(fault => (fault.Began, fault.Until)).ToList();
        var atFault = new Intervals(own);
        var uncounted = new Intervals(start.Concat(own));
        var all = asked.ToLookup(check => check.IsAnswered, check => (check.Called, Returned: check.Returned!.Value));
        var checks = all[true].ToList();
        checks.Sort((left, right) => left.Returned.CompareTo(right.Returned));
        var (pause, before) = (0L, checks[0].Returned);
        foreach (var (_, returned) in checks)
        {
            if (returned - before > pause && !uncounted.Overlap(before, returned))
            {
                pause = returned - before;
            }

            before = returned;
        }

        var worst = checks.Where(check => !uncounted.Overlap(check.Called, check.Returned))
            .GroupBy(check => check.Called / Window)
            .Select(window => Share([.. window.Select(check => check.Returned - check.Called)], 0.999))
            .DefaultIfEmpty()
            .Max();
        var refused = all[false].Count(check => !atFault.Overlap(check.Called, check.Returned));
        return new ServerTimes(server, checks.Count, refused, pause, worst);
    }

    private static long Share(List<long> times, double share)
    {
        times.Sort();
        return times.Count > 0 ? times[Math.Min(times.Count - 1, (int)(share * times.Count))] : 0;
    }
}

/// <summary>One server's checks while it was not at fault itself.</summary>
/// <param name="Server">From 1.</param>
/// <param name="Answered">How many calls it answered, at fault or not.</param>
/// <param name="Refused">How many it did not answer.</param>
/// <param name="LongestPause">The longest time in which it answered no check, in microseconds.</param>
/// <param name="WorstWindow">The 99.9th percentile of what a check took, in the worst ten seconds; in microseconds.</param>
internal sealed record ServerTimes(int Server, long Answered, long Refused, long LongestPause, long WorstWindow);

/// <summary>Stretches of time, merged.</summary>
internal sealed class Intervals
{
    private readonly List<(long From, long To)> _merged = [];

    public Intervals(IEnumerable<(long From, long To)> all)
    {
        foreach (var (from, to) in all.Order())
        {
            if (_merged is [.., var last] && from <= last.To)
            {
                _merged[^1] = (last.From, Math.Max(last.To, to));
            }
            else
            {
                _merged.Add((from, to));
            }
        }
    }

    public bool Overlap(long from, long to) =>
        _merged.CountWhile(interval => interval.From <= to) is > 0 and var count && _merged[count - 1].To >= from;
}
