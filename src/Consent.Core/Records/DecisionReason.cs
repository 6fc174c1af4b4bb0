namespace Consent.Core.Records;

public enum DecisionReason
{
    Unspecified = 0,

    /// <summary>Allowed: no opt-out covers this sender and customer.</summary>
    NoOptOut = 1,

    /// <summary>Allowed: the customer opted out and resubscribed since.</summary>
    Resubscribed = 2,

    /// <summary>Allowed: opt-outs cover SMS; this channel is not SMS.</summary>
    ChannelNotCovered = 3,

    /// <summary>Allowed: the one reply that an inbound message called for.</summary>
    PendingReply = 4,

    /// <summary>Blocked: the customer opted out of this sender number.</summary>
    OptedOutOfNumber = 5,

    /// <summary>Blocked: the customer opted out of every number of the account.</summary>
    OptedOutOfAccount = 6,
}
