using Consent.Torture.Histories;
using Consent.V1;

namespace Consent.Torture.Checking;

/// <summary>Which entries an event may make.</summary>
internal static class EntryForms
{
    public static bool Fits(EntryRead entry, SentEvent sent) =>
        entry.Customer == sent.First.Customer
        && (!sent.IsText || entry.Sender == sent.First.Sender)
        && (sent.Named is null ? IsOfItsPair(entry, sent) : entry.Record == sent.Named)
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

    // The number's record, or an account's of this customer.
    private static bool IsOfItsPair(EntryRead entry, SentEvent sent) =>
        entry.Record == RecordKeys.OfNumber(sent.First.Sender!, sent.First.Customer!)
        || (!entry.Record.StartsWith(RecordKeys.NumberPrefix, StringComparison.Ordinal)
            && entry.Record.EndsWith($"/{sent.First.Customer}", StringComparison.Ordinal));
}
