namespace Consent.Core.Records;

/// <summary>The decision table of docs/concepts.md, first rule that holds. Every answer to a check comes from here.</summary>
public static class SendRules
{
    /// <summary>Whether rule 2 may apply, the one reply that an inbound text called for: only the record's grain can tell.</summary>
    public static bool MayBePendingReply(Channel channel, MessagePurpose purpose) => IsCovered(channel) && IsReply(purpose);

    /// <summary>Whether a message of this purpose is a reply that an inbound text calls for, let through once.</summary>
    public static bool IsReply(MessagePurpose purpose) =>
        purpose is MessagePurpose.OptOutConfirmation or MessagePurpose.HelpReply;

    /// <summary>The whole table, from the number's record and, where the sender has one, the account's.</summary>
    /// <param name="channel">What the message goes out by.</param>
    /// <param name="replyPending">What the record's grain said of rule 2; false for a message that is no reply.</param>
    /// <param name="number">The number's record.</param>
    /// <param name="account">The account's record.</param>
    /// <param name="purpose">What the message is for.</param>
    /// <param name="policy">The account's, for texts that may be opt-outs; unspecified holds nothing.</param>
    public static SendDecision Decide(
        Channel channel,
        bool replyPending,
        in Standing number,
        in Standing account,
        MessagePurpose purpose = MessagePurpose.Unspecified,
        PossibleOptOutPolicy policy = PossibleOptOutPolicy.Unspecified)
    {
        if (!IsCovered(channel))
        {
            return new SendDecision(DecisionReason.ChannelNotCovered);
        }

        if (replyPending)
        {
            return new SendDecision(DecisionReason.PendingReply);
        }

        if (number.IsOptedOut)
        {
            return new SendDecision(DecisionReason.OptedOutOfNumber, number);
        }

        if (account.IsOptedOut && !(number.IsSubscribedByCustomer && number.IsLaterThan(account)))
        {
            return new SendDecision(DecisionReason.OptedOutOfAccount, account);
        }

        if ((number.HasOpenReview || account.HasOpenReview) && IsHeld(purpose, policy))
        {
            return new SendDecision(DecisionReason.HeldForReview);
        }

        return number.IsResubscribed || account.IsResubscribed
            ? new SendDecision(DecisionReason.Resubscribed)
            : new SendDecision(DecisionReason.NoOptOut);
    }

    private static bool IsHeld(MessagePurpose purpose, PossibleOptOutPolicy policy) => policy switch
    {
        PossibleOptOutPolicy.HoldCampaigns => purpose == MessagePurpose.Campaign,
        PossibleOptOutPolicy.HoldAll => true,
        _ => false,
    };

    // Rule 1: an opt-out covers these only.
    private static bool IsCovered(Channel channel) =>
        channel is Channel.Unspecified or Channel.Sms or Channel.Mms or Channel.Rcs;
}
