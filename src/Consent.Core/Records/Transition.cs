namespace Consent.Core.Records;

/// <summary>The result of an event: the record after it, and its ledger entry.</summary>
/// <param name="Record">The record after the event.</param>
/// <param name="Entry">The kind of the ledger's entry.</param>
/// <param name="At">The time of the event, by the database's clock: see <see cref="EventTimes.Of"/>.</param>
/// <param name="Applied">False if the event was entered without effect.</param>
/// <param name="Decides">Whether this is now the record's deciding event.</param>
/// <param name="Reply">The text to send back.</param>
public sealed record Transition(
    ConsentRecord Record, LedgerEntryKind Entry, Instant At, bool Applied, bool Decides, OfferedReply? Reply)
{
    /// <summary>Gets the event's identity: see <see cref="EventIdentity"/>.</summary>
    public string Identity { get; init; } = "";
}

/// <summary>The kind of a ledger entry about a record: what was said, and whether it took effect.</summary>
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
    ReviewedNotOptOut = 9,
    PossibleOptIn = 10,

    /// <summary>Records of one phone under several spellings became one.</summary>
    Merged = 11,
}
