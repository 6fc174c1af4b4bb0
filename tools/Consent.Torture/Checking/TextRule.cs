namespace Consent.Torture.Checking;

/// <summary>
/// Rule (b) for texts: what routes a text is read like a check. Its keyword is known, and its record the one of the sender's kind, as at
/// some position not below any that was acknowledged before the call, and not above the last before the return.
/// </summary>
internal sealed class TextRule
{
    private readonly Dictionary<string, List<EntryRead>> _registrations = [];
    private readonly LedgerTimes _times;

    /// <param name="ledger">The entries, by position.</param>
    /// <param name="times">When they were called for and acknowledged.</param>
    public TextRule(IReadOnlyList<EntryRead> ledger, LedgerTimes times)
    {
        _times = times;
        foreach (var entry in ledger.Where(entry => entry.Registration is not null))
        {
            _registrations.GetOrAdd(entry.Record).Add(entry);
        }
    }

    public void Check(SentEvents sent, Violations violations)
    {
        foreach (var text in sent.All.Where(each => each.IsText))
        {
            foreach (var attempt in text.Attempts.Where(attempt => attempt is { Acknowledged: not null, Returned: not null }))
            {
                var known = _times.LastAcknowledgedBefore(attempt.Called);
                var lowest = known?.Position ?? 0;
                var highest = _times.LastPositionAt(attempt.Returned!.Value);
                if (!PositionsOf(attempt.Sender!, lowest, highest).Any(position => IsSoAt(position, attempt)))
                {
                    violations.Add(
                        ViolationKind.Misread,
                        $"{attempt.Id} was answered {attempt.Acknowledged!.Effect} of {attempt.Acknowledged.Record}, as at none of {lowest} to {highest}",
                        [attempt, known, .. Shown(attempt.Sender!, highest)]);
                }
            }
        }
    }

    private bool IsSoAt(long position, WriteAttempt attempt)
    {
        var answer = attempt.Acknowledged!;
        var (sender, account) = At(attempt.Sender!, position);
        var isKeyword = attempt.OwnKeyword is null || (account?.HasKeyword(attempt.OwnKeyword) ?? false);
        if (answer.Effect == Effect.Ordinary || !isKeyword)
        {
            return (answer.Effect == Effect.Ordinary) != isKeyword;
        }

        var record = sender is { Kind: SenderKind.Standard }
            ? RecordKeys.OfAccount(sender.Account, attempt.Customer!)
            : RecordKeys.OfNumber(attempt.Sender!, attempt.Customer!);
        return (answer.Record ?? record) == record;
    }

    // Where anything may have changed between these two.
    private IEnumerable<long> PositionsOf(string sender, long lowest, long highest)
    {
        var senders = EntriesOf(RecordKeys.OfSender(sender));
        var accounts = senders.Count > 0 ? EntriesOf(RecordKeys.OfAccount(senders[0].Registration!.Account)) : [];
        return Changes(senders).Concat(Changes(accounts)).Prepend(lowest);

        IEnumerable<long> Changes(List<EntryRead> entries) =>
            entries.Skip(CountUpTo(entries, lowest)).Select(entry => entry.Position).TakeWhile(position => position <= highest);
    }

    private (Registration? Sender, Registration? Account) At(string number, long position)
    {
        var sender = Last(EntriesOf(RecordKeys.OfSender(number)), position);
        return (sender, sender is null ? null : Last(EntriesOf(RecordKeys.OfAccount(sender.Account)), position));
    }

    private IEnumerable<HistoryLine> Shown(string number, long position) =>
        EntriesOf(RecordKeys.OfSender(number)).LastOrDefault(entry => entry.Position <= position) is { } entry ? [entry] : [];

    private static Registration? Last(List<EntryRead> entries, long position) =>
        CountUpTo(entries, position) is > 0 and var count ? entries[count - 1].Registration : null;

    private static int CountUpTo(List<EntryRead> entries, long position) => entries.CountWhile(entry => entry.Position <= position);

    private List<EntryRead> EntriesOf(string key) => _registrations.GetValueOrDefault(key) ?? [];
}
