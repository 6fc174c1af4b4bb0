namespace Consent.Core.Records;

/// <summary>An event of the record and what was answered to it, so that a repetition is answered alike.</summary>
/// <param name="Identity">See <see cref="EventIdentity"/>.</param>
/// <param name="Matched">The keyword or rule that decided.</param>
/// <param name="Applied">False if it was entered without effect.</param>
/// <param name="Reply">The reply that was offered.</param>
/// <param name="Position">The ledger position, known once the event is committed.</param>
public sealed record AnsweredEvent(string Identity, string Matched, bool Applied, OfferedReply? Reply, long? Position = null);
