using Consent.Core.Records;
using Consent.Grpc.Ledger;
using Consent.Grpc.Registry;
using Consent.Grpc.Wire;
using Consent.V1;
using ConsentRecord = Consent.Core.Records.ConsentRecord;
using PossibleOptOutPolicy = Consent.Core.Records.PossibleOptOutPolicy;
using Review = Consent.Storage.Reviews.Review;

namespace Consent.Grpc.Records;

/// <summary>The records that bear on an answer, as they stood at one moment; null where there is none to ask.</summary>
/// <param name="Number">The number's own.</param>
/// <param name="Account">That of the number's account, or of the account asked about.</param>
internal readonly record struct PairRecords(KeyedRecord? Number, KeyedRecord? Account)
{
    public bool IsNumberOptedOut => Number?.Record.ToStanding().IsOptedOut == true;

    public bool IsAccountOptedOut => Account?.Record.ToStanding().IsOptedOut == true;

    /// <summary>Gets the open reviews of both: what is due first comes first.</summary>
    public IEnumerable<Review> OpenReviews => (Number?.OpenReviews ?? []).Concat(Account?.OpenReviews ?? [])
        .OrderBy(review => review.Place.At).ThenBy(review => review.Place.Position);

    /// <summary>What CheckSend answers for an SMS that is no reply.</summary>
    /// <param name="policy">The account's, for texts that may be opt-outs.</param>
    public SendDecision Decide(PossibleOptOutPolicy policy) => SendRules.Decide(
        Core.Records.Channel.Sms, replyPending: false, StandingOf(Number), StandingOf(Account), policy: policy);

    /// <summary>Those in which anything has been entered, the number's own first.</summary>
    public void AddTo(GetStatusResponse response)
    {
        foreach (var keyed in new[] { Number, Account })
        {
            if (keyed is { Record.Revision: > 0 } known)
            {
                response.Records.Add(known.Record.ToWire(known.Key));
            }
        }
    }

    private static Standing StandingOf(KeyedRecord? keyed) =>
        keyed is { } known ? known.Record.ToStanding().WithOpenReview(known.OpenReviews.Count > 0) : default;
}

/// <summary>A record, whose it is, and its open reviews.</summary>
internal readonly record struct KeyedRecord(RecordKey Key, ConsentRecord Record)
{
    private readonly IReadOnlyList<Review>? _openReviews;

    public IReadOnlyList<Review> OpenReviews
    {
        get => _openReviews ?? [];
        init => _openReviews = value;
    }
}
