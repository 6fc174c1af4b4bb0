namespace Consent.Torture.Checking;

/// <summary>Goes over a whole history by the three rules of docs/reliability.md.</summary>
/// <remarks>
/// Times are of callers, so an operation took effect at some moment between its call and its return; one whose outcome is unknown at any
/// time from its call on, or never. An answer is wrong only if no such moments explain it.
/// </remarks>
internal static class HistoryChecker
{
    /// <exception cref="InvalidDataException">The history contradicts itself.</exception>
    public static Verdict Check(History history)
    {
        var violations = new Violations();
        var sent = new SentEvents(history.Writes);
        var ledger = history.Ledger.OrderBy(entry => entry.Position).ToList();
        var ledgerRule = new LedgerRule(history, sent, ledger, violations);
        ledgerRule.Check();
        new TextRule(ledger, ledgerRule.Times).Check(sent, violations);
        var optOutRule = new OptOutRule(sent);
        var answerRule = new AnswerRule(new DecisionModel(ledger, violations), ledgerRule.Times);
        foreach (var check in history.Checks.Where(check => check.IsAnswered))
        {
            optOutRule.Check(check, violations);
            answerRule.Check(check, violations);
        }

        return new Verdict
        {
            Violations = violations,
            Shortcomings = [.. RunRule.ShortcomingsOf(history)],
            Operations = history.Checks.Count(check => check.Item == 0) + history.Writes.Count,
            AnsweredChecks = history.Checks.Count(check => check.IsAnswered),
            AcknowledgedStops = sent.All.Count(each => each.Kind == WriteKind.Stop && each.Acknowledged.Any()),
            UnknownEvents = sent.All.Count(IsNeverTold),
            LeftPairs = sent.All.Where(each => each.IsOptIn && IsNeverTold(each))
                .DistinctBy(each => (each.First.Sender, each.First.Account, each.First.Customer)).Count(),
            Faults = history.Faults.CountBy(fault => fault.Kind).ToDictionary(),
            Times = new LongestTimes(history),
            LongestStop = LongestTimes.LongestStop(sent),
            LongestStopElsewhere = LongestTimes.LongestStopElsewhere(sent, history.Faults),
        };
    }

    private static bool IsNeverTold(SentEvent sent) => sent.HasUnknown && !sent.Acknowledged.Any();
}
