using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Ledger;

namespace Consent.Grains.Records;

/// <summary>The single writer of one record; its key is the text of a <see cref="RecordKey"/>.</summary>
/// <remarks>
/// The alias and the grain's type are raised together where a former build would lose a part of a request. While servers of both
/// builds run, each has grains of its own: a record that another has written is a conflict, and is read again.
/// </remarks>
[Alias("Consent.Grains.IConsentGrain.2")]
public interface IConsentGrain : IGrainWithStringKey
{
    /// <summary>Enters an event. It is committed, with its ledger entry, before the answer.</summary>
    /// <exception cref="RecordUnavailableException">The outcome is unknown; the same event can be sent again.</exception>
    [Alias("Record")]
    Task<RecordAnswer> RecordAsync(RecordRequest request);

    /// <summary>Lets a pending reply out, once. The same outgoing message gets the same answer again.</summary>
    /// <returns>Whether it may go out as such a reply.</returns>
    /// <exception cref="RecordUnavailableException">Whether the reply was used up is unknown; ask again with the same id.</exception>
    [Alias("UseReply")]
    Task<bool> UseReplyAsync(ReplyUse use);

    /// <summary>Settles an open review of a text to this record. It is committed, with its ledger entry, before the answer.</summary>
    /// <returns>False where the position is not that of a review of this record; what settled it is in the table of reviews.</returns>
    /// <exception cref="RecordUnavailableException">The outcome is unknown; the same resolution can be sent again.</exception>
    [Alias("ResolveReview")]
    Task<bool> ResolveReviewAsync(ReviewResolution resolution);

    /// <summary>The record as it is now.</summary>
    /// <param name="knownPosition">The known position of its deciding event. If memory has another, the record is read again.</param>
    [Alias("Get")]
    Task<RecordAnswer> GetAsync(long knownPosition);
}

/// <summary>An event for a record, with the account's policy and replies.</summary>
[GenerateSerializer, Immutable]
[Alias("Consent.Grains.RecordRequest")]
public sealed record RecordRequest(
    [property: Id(0)] ConsentEvent Event,
    [property: Id(1)] ResubscribePolicy Policy,
    [property: Id(2)] ReplyTexts Replies);

/// <summary>The record as it is now, and the answer to the event.</summary>
/// <param name="Record">The record; every event of it has its ledger position.</param>
/// <param name="Answered">The event's answer, as first given if it is a repetition; null if there was no event.</param>
/// <param name="IsDuplicate">Whether the event had been recorded before.</param>
/// <param name="Mark">The mark of the entry that this call committed; null where it committed none.</param>
[GenerateSerializer, Immutable]
[Alias("Consent.Grains.RecordAnswer")]
public sealed record RecordAnswer(
    [property: Id(0)] ConsentRecord Record,
    [property: Id(1)] AnsweredEvent? Answered = null,
    [property: Id(2)] bool IsDuplicate = false,
    [property: Id(3)] long? Mark = null)
{
    /// <summary>Gets the entry that this call committed; null where it committed none.</summary>
    public LedgerPoint? Committed => Mark is { } mark ? new LedgerPoint(Answered!.Position!.Value, mark) : null;
}

/// <summary>A message that asks to go out as the reply that a text called for.</summary>
/// <param name="Sender">The number that it would go out from.</param>
/// <param name="Purpose">Which reply it is.</param>
/// <param name="OutgoingId">The message's id; empty for none.</param>
/// <param name="Now">When it was asked, by the database's clock.</param>
/// <param name="Customer">The customer in the spelling given; null where that is the canonical number.</param>
[GenerateSerializer, Immutable]
[Alias("Consent.Grains.ReplyUse")]
public sealed record ReplyUse(
    [property: Id(0)] SenderNumber Sender,
    [property: Id(1)] MessagePurpose Purpose,
    [property: Id(2)] string OutgoingId,
    [property: Id(3)] Instant Now,
    [property: Id(4)] PhoneNumber? Customer = null);
