namespace Consent.Core.Records;

/// <summary>What an event made of a record.</summary>
/// <param name="Record">The record after the event.</param>
/// <param name="Entry">What the ledger says of it.</param>
/// <param name="At">The time of the event, as reckoned.</param>
/// <param name="Applied">False if it was entered without effect.</param>
/// <param name="Moved">Whether the event is now the one that decides the record's state.</param>
/// <param name="Reply">What to text back.</param>
public sealed record Transition(
    ConsentRecord Record, LedgerEntryKind Entry, Instant At, bool Applied, bool Moved, OfferedReply? Reply);
