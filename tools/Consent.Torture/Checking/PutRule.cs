namespace Consent.Torture.Checking;

/// <summary>Rule (c) for what is registered: a Put has no id, but its answer tells the revision, and its entry the content.</summary>
internal sealed class PutRule(SentEvents sent, Violations violations)
{
    private readonly Dictionary<(string Key, long Revision), EntryRead> _entries = [];

    /// <summary>When an entry was called for, and first acknowledged; null where no Put can have made it.</summary>
    public (long Called, long AcknowledgedAt)? Explain(EntryRead entry)
    {
        _entries.TryAdd((entry.Record, entry.Revision), entry);
        var puts = sent.PutsOf(entry.Record).Where(put => put.Registration == entry.Registration).ToList();

        // What is put again unchanged answers the revision that is there.
        var told = puts.Where(put => put.Acknowledged?.Revision == entry.Revision && put.Returned is not null).ToList();
        var makers = told.Concat(puts.Where(put => put.IsUnknown)).ToList();
        if (makers.Count == 0)
        {
            violations.Add(
                ViolationKind.Unsent, $"entry {entry.Position} was not put by anyone, or once only and is there before",
                [entry, .. puts]);
            return null;
        }

        return (makers.Min(put => put.Called), told.Select(put => put.Returned!.Value).DefaultIfEmpty(long.MaxValue).Min());
    }

    /// <summary>After all entries: what was acknowledged is among them.</summary>
    public void CheckAcknowledged()
    {
        foreach (var put in sent.Puts)
        {
            if (put.Acknowledged?.Revision is { } revision
                && (!_entries.TryGetValue((put.Registration!.Key, revision), out var entry) || entry.Registration != put.Registration))
            {
                violations.Add(
                    ViolationKind.Lost, $"revision {revision} of {put.Registration.Key}, acknowledged, is not there",
                    put, _entries.GetValueOrDefault((put.Registration.Key, revision)));
            }
        }
    }
}

/// <summary>Which entries an event may make.</summary>
internal static class EntryForms
{
    public static bool Fits(EntryRead entry, SentEvent sent, SentEvents all) =>
        entry.Customer == sent.First.Customer
        && (!sent.IsText || entry.Sender == sent.First.Sender)
        && (sent.Named is null ? IsOfItsPair(entry, sent) || IsOfAName(entry, sent, all) : entry.Record == sent.Named)
        && IsOfKind(entry.Kind, sent.Kind);

    private static bool IsOfKind(LedgerEntryKind entry, WriteKind sent) => sent switch
    {
        WriteKind.Stop or WriteKind.OptOut or WriteKind.ImportedRow =>
            entry is LedgerEntryKind.OptedOut or LedgerEntryKind.OptOutNotApplied,
        WriteKind.Start => entry is LedgerEntryKind.OptedIn or LedgerEntryKind.OptInNotApplied,
        WriteKind.Reactivation => entry is LedgerEntryKind.Reactivated or LedgerEntryKind.OptInNotApplied,
        WriteKind.Help => entry is LedgerEntryKind.HelpRequested or LedgerEntryKind.PossibleOptOut,
        _ => false,
    };

    // A STOP or START to a reply number is entered in the record of its sender as well.
    private static bool IsOfAName(EntryRead entry, SentEvent sent, SentEvents all) =>
        sent.Kind is WriteKind.Stop or WriteKind.Start
        && all.NamesOf(sent.First.Sender!).Any(name => entry.Record == RecordKeys.OfNumber(name, sent.First.Customer!));

    // The number's record, or an account's of this customer.
    private static bool IsOfItsPair(EntryRead entry, SentEvent sent) =>
        entry.Record == RecordKeys.OfNumber(sent.First.Sender!, sent.First.Customer!)
        || (!entry.Record.StartsWith(RecordKeys.NumberPrefix, StringComparison.Ordinal)
            && entry.Record.EndsWith($"/{sent.First.Customer}", StringComparison.Ordinal));
}
