namespace Consent.Core.Records;

/// <summary>What the ledger says of an event: what was said, and whether it took effect.</summary>
public enum LedgerEntryKind
{
    Unspecified = 0,
    OptedOut = 1,
    OptedIn = 2,
    Reactivated = 3,
    HelpRequested = 4,
    PossibleOptOut = 5,
    OptInNotApplied = 6,
    OptOutNotApplied = 7,
    ReplySent = 8,
}
