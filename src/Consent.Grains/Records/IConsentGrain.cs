using Consent.Core.Records;

namespace Consent.Grains.Records;

/// <summary>The single writer of one record; its key is the text of a <see cref="RecordKey"/>.</summary>
[Alias("Consent.Grains.IConsentGrain")]
public interface IConsentGrain : IGrainWithStringKey
{
    /// <summary>Enters an event. It is committed, with its ledger entry, before the answer.</summary>
    /// <exception cref="RecordUnavailableException">The outcome is unknown; the same event can be sent again.</exception>
    [Alias("Record")]
    Task<RecordAnswer> RecordAsync(RecordRequest request);

    /// <summary>Lets a pending reply out, once; the same outgoing message asked again gets the same answer.</summary>
    /// <returns>Whether it may go out as such a reply.</returns>
    /// <exception cref="RecordUnavailableException">Whether the reply was used up is unknown; ask again with the same id.</exception>
    [Alias("UseReply")]
    Task<bool> UseReplyAsync(ReplyUse use);

    /// <summary>The record as it is now.</summary>
    /// <param name="knownPosition">The position at which the record is known to have been decided: read again if memory has another.</param>
    [Alias("Get")]
    Task<RecordAnswer> GetAsync(long knownPosition);
}
