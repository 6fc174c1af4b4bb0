namespace Consent.Torture.Checking;

/// <summary>Whether a run counts: a rule that was hardly asked anything has shown nothing.</summary>
internal static class RunRule
{
    /// <summary>How many operations a second there must be before the first fault.</summary>
    public const int MinRate = 100;

    /// <summary>How many of the answers to checks must be ALLOWED, and how many BLOCKED.</summary>
    public const double MinShare = 0.05;

    public const int MinAnswers = 100;

    private const double Second = 1_000_000;

    public static IEnumerable<string> ShortcomingsOf(History history)
    {
        if (history.Run is not { } run)
        {
            yield return "it does not say when it began";
        }
        else if (RateOf(history, run.At) is var rate && rate < MinRate)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{rate:F1} operations a second before the first fault, {MinRate} are needed");
        }

        var answered = history.Checks.Count(check => check.IsAnswered);
        foreach (var decision in new[] { Decision.Allowed, Decision.Blocked })
        {
            var often = history.Checks.Count(check => check.IsAnswered && check.Decision == decision);
            if (often < Math.Max(MinAnswers, answered * MinShare))
            {
                yield return $"{often} of {answered} checks were answered {decision}";
            }
        }

        if (history.Seals is not { } seals)
        {
            yield return "nobody has verified the seals";
        }
        else if (seals.Faults.Count == 0 && seals.EntriesVerified + seals.EntriesNotSealed != history.Ledger.Count)
        {
            yield return $"{seals.EntriesVerified} entries verified and {seals.EntriesNotSealed} not sealed, of {history.Ledger.Count}";
        }
    }

    // A batch is one operation. Nothing that came back after the first fault counts.
    private static double RateOf(History history, long began)
    {
        var returns = history.Checks.Where(check => check.IsAnswered && check.Item == 0 && check.Called >= began).Select(check => check.Returned!.Value)
            .Concat(history.Writes.Where(write => write.Acknowledged is not null && write.Called >= began).Select(write => write.Returned ?? long.MaxValue));
        var firstFault = history.Faults.Select(fault => fault.Began).DefaultIfEmpty(long.MaxValue).Min();
        var (count, last) = (0L, began);
        foreach (var returned in returns.Where(returned => returned < firstFault))
        {
            (count, last) = (count + 1, Math.Max(last, returned));
        }

        var duration = (firstFault == long.MaxValue ? last : firstFault) - began;
        return duration > 0 ? count * Second / duration : 0;
    }
}
