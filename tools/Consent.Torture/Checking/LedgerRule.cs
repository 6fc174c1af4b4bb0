namespace Consent.Torture.Checking;

/// <summary>
/// Rule (c): every acknowledged event is in the ledger exactly once, in an order that agrees with real time, nothing is there that nobody
/// sent, and the seals verify.
/// </summary>
internal sealed class LedgerRule
{
    private readonly History _history;
    private readonly SentEvents _sent;
    private readonly IReadOnlyList<EntryRead> _ledger;
    private readonly Violations _violations;
    private readonly Dictionary<long, EntryRead> _byPosition = [];
    private readonly Dictionary<SentEvent, List<EntryRead>> _entriesOf = [];
    private readonly PutRule _puts;
    private readonly HashSet<string> _replies;

    /// <param name="history">The run.</param>
    /// <param name="sent">What was sent in it.</param>
    /// <param name="ledger">Its ledger, by position.</param>
    /// <param name="violations">Takes what is found.</param>
    public LedgerRule(History history, SentEvents sent, IReadOnlyList<EntryRead> ledger, Violations violations)
    {
        (_history, _sent, _ledger, _violations) = (history, sent, ledger, violations);
        _puts = new PutRule(sent, violations);
        _replies = [.. history.Checks.Select(check => check.ReplyId).OfType<string>()];
        Times = new LedgerTimes(ledger);
    }

    /// <summary>Gets when the run's entries were called for and acknowledged; after <see cref="Check"/>.</summary>
    public LedgerTimes Times { get; }

    public void Check()
    {
        CheckNumbers();
        foreach (var entry in _ledger.Where(entry => entry.Position > (_history.Run?.Position ?? 0)))
        {
            CheckEntry(entry);
        }

        foreach (var sent in _sent.All)
        {
            CheckEvent(sent, _entriesOf.GetValueOrDefault(sent) ?? []);
        }

        _puts.CheckAcknowledged();
        foreach (var (early, late) in Times.Disorders())
        {
            _violations.Add(
                ViolationKind.Disorder,
                $"entry {late.Position} was acknowledged before entry {early.Position} was called for",
                [early, late, .. Shown(early), .. Shown(late)]);
        }

        foreach (var fault in _history.Seals?.Faults ?? [])
        {
            _violations.Add(ViolationKind.SealBroken, fault, _history.Seals!);
        }
    }

    private void CheckNumbers()
    {
        var expected = 1L;
        var revisions = new Dictionary<string, long>();
        foreach (var entry in _ledger)
        {
            if (!_byPosition.TryAdd(entry.Position, entry) || entry.Position != expected)
            {
                _violations.Add(ViolationKind.Gap, $"position {entry.Position} follows {expected - 1}", entry);
            }

            var revision = revisions.GetValueOrDefault(entry.Record) + 1;

            // A merge counts the events of both records.
            var isRight = entry.Kind == LedgerEntryKind.Merged ? entry.Revision > revision : entry.Revision == revision;
            if (!isRight)
            {
                _violations.Add(ViolationKind.Gap, $"revision {entry.Revision} of {entry.Record} where {revision} should follow", entry);
            }

            (expected, revisions[entry.Record]) = (entry.Position + 1, entry.Revision);
        }
    }

    private void CheckEntry(EntryRead entry)
    {
        if (entry.Registration is not null)
        {
            if (_puts.Explain(entry) is { } put)
            {
                Times.Add(entry, put.Called, put.AcknowledgedAt);
            }
        }
        else if (entry.Kind == LedgerEntryKind.ReplySent && _replies.Contains(entry.MessageId))
        {
            return;
        }
        else if (_sent.Find(entry.MessageId) is not { MayBeEntered: true } sent)
        {
            _violations.Add(ViolationKind.Unsent, $"entry {entry.Position} was not sent by anyone, or was refused", [entry, .. Shown(entry)]);
        }
        else
        {
            if (!EntryForms.Fits(entry, sent, _sent))
            {
                _violations.Add(ViolationKind.Altered, $"entry {entry.Position} is not what was sent", [entry, .. Shown(entry)]);
            }

            _entriesOf.GetOrAdd(sent).Add(entry);
            var told = sent.Acknowledged.Where(attempt => IsTold(attempt, entry)).Select(attempt => attempt.Returned!.Value);
            Times.Add(entry, sent.CalledFor(entry.Record), told.DefaultIfEmpty(long.MaxValue).Min());
        }
    }

    // An import tells no position; of a row that it found done, the entry may be another's.
    private static bool IsTold(WriteAttempt attempt, EntryRead entry) =>
        attempt.Acknowledged is { } answer && (answer.Position == entry.Position || (answer.Position is null && answer.Effect == Effect.Applied));

    private void CheckEvent(SentEvent sent, List<EntryRead> entries)
    {
        // A START to an account's number may be in both records, and so may a text sent again after its sender's kind has changed.
        var mayBeInBoth = sent.Kind == WriteKind.Start || (sent.IsText && _sent.PutsOf(RecordKeys.OfSender(sent.First.Sender!)).Count > 0);
        var records = entries.DistinctBy(entry => entry.Record).Count();
        if (records < entries.Count || (records > 1 && !mayBeInBoth))
        {
            _violations.Add(ViolationKind.Doubled, $"{sent.First.Id} is there {entries.Count} times", [.. entries, .. sent.Attempts]);
        }

        foreach (var attempt in sent.Acknowledged)
        {
            CheckAcknowledged(attempt, sent, entries);
        }
    }

    private void CheckAcknowledged(WriteAttempt attempt, SentEvent sent, List<EntryRead> entries)
    {
        var answer = attempt.Acknowledged!;
        if (answer.Effect is Effect.Unchanged or Effect.Unsaid)
        {
            return;
        }

        var entry = answer.Position is { } position ? entries.Find(each => each.Position == position) : entries.FirstOrDefault();
        if (entry is null)
        {
            var instead = _byPosition.GetValueOrDefault(answer.Position ?? 0);
            _violations.Add(ViolationKind.Lost, $"{sent.First.Id}, acknowledged, is not there", [attempt, instead, .. entries]);
        }
        else if (entry.IsApplied != (answer.Effect == Effect.Applied) || (answer.Record ?? entry.Record) != entry.Record)
        {
            _violations.Add(ViolationKind.Altered, $"entry {entry.Position} is not what was answered", attempt, entry);
        }
    }

    private IEnumerable<HistoryLine> Shown(EntryRead entry) => entry.Registration is not null
        ? _sent.PutsOf(entry.Record)
        : _sent.Find(entry.MessageId)?.Attempts ?? [];
}
