namespace Consent.Core.Records;

/// <summary>Whether a message may go out, why, and the opt-out that blocks it.</summary>
public readonly record struct SendDecision(DecisionReason Reason, Standing OptOut = default)
{
    public Decision Decision => IsOptedOut || Reason == DecisionReason.HeldForReview ? Decision.Blocked : Decision.Allowed;

    /// <summary>Gets a value indicating whether an opt-out blocks it: a message may also be held.</summary>
    public bool IsOptedOut => Reason is DecisionReason.OptedOutOfNumber or DecisionReason.OptedOutOfAccount;

    public bool IsBlocked => Decision == Decision.Blocked;
}

public enum Decision
{
    Unspecified = 0,
    Allowed = 1,
    Blocked = 2,
}

public enum DecisionReason
{
    Unspecified = 0,

    /// <summary>Allowed: no opt-out covers this sender and customer.</summary>
    NoOptOut = 1,

    /// <summary>Allowed: the customer opted out and resubscribed since.</summary>
    Resubscribed = 2,

    /// <summary>Allowed: opt-outs cover SMS, MMS and RCS; this channel is none of them.</summary>
    ChannelNotCovered = 3,

    /// <summary>Allowed: the one reply that an inbound message called for.</summary>
    PendingReply = 4,

    /// <summary>Blocked: the customer opted out of this sender number.</summary>
    OptedOutOfNumber = 5,

    /// <summary>Blocked: the customer opted out of every number of the account.</summary>
    OptedOutOfAccount = 6,

    // 7 is the wire's, of an item of a batch that is not decided.

    /// <summary>Blocked: a text that may be an opt-out waits for its review, and the account holds such messages.</summary>
    HeldForReview = 8,
}
