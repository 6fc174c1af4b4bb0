namespace Consent.Torture.Checking;

internal static class VerdictText
{
    private const double Millisecond = 1_000;

    public static IEnumerable<string> Of(Verdict verdict)
    {
        foreach (var violation in verdict.Violations.First)
        {
            yield return violation.ToString();
        }

        foreach (var (kind, count) in verdict.Violations.Counts.Where(each => each.Value > Violations.MaxInFull))
        {
            yield return $"{kind}: {count - Violations.MaxInFull} more";
        }

        foreach (var shortcoming in verdict.Shortcomings)
        {
            yield return $"The run does not count: {shortcoming}.";
        }

        yield return $"operations          {verdict.Operations} ({verdict.AnsweredChecks} checks answered)";
        yield return $"acknowledged STOPs  {verdict.AcknowledgedStops}";
        yield return $"unknown outcomes    {verdict.UnknownEvents} events, {verdict.LeftPairs} pairs left the run";
        yield return $"faults              {verdict.Faults.Values.Sum()} {Listed(verdict.Faults)}";
        yield return $"violations          {verdict.Violations.Count} {Listed(verdict.Violations.Counts)}";
        yield return $"losses              {verdict.Losses}";
        yield return $"longest STOP        {Milliseconds(verdict.Times.LongestAcknowledgement)} a call, {Milliseconds(verdict.LongestStop)} with "
            + $"its retries, {Milliseconds(verdict.LongestStopElsewhere)} from where a server not at fault was asked";
        yield return $"STOPs 15 s later    p99 {Milliseconds(verdict.Times.QuietAcknowledgement)} of {verdict.Times.QuietStops}";
        foreach (var server in verdict.Times.Servers)
        {
            yield return $"checks of server {server.Server}  {server.Answered} answered; not at fault: {server.Refused} refused, longest pause "
                + $"{Milliseconds(server.LongestPause)}, p99.9 of the worst ten seconds {Milliseconds(server.WorstWindow)}";
        }
    }

    private static string Listed<TKey, TCount>(IEnumerable<KeyValuePair<TKey, TCount>> counts) =>
        string.Join(", ", counts.Select(each => $"{each.Key} {each.Value}")) is { Length: > 0 } listed ? $"({listed})" : "";

    private static string Milliseconds(long microseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{microseconds / Millisecond:F1} ms");
}
