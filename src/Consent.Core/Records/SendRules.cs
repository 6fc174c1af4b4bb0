namespace Consent.Core.Records;

/// <summary>The decision table of docs/concepts.md, first rule that holds.</summary>
public static class SendRules
{
    /// <summary>Rule 1: an opt-out covers SMS only.</summary>
    public static bool IsCovered(Channel channel) => channel is Channel.Unspecified or Channel.Sms;

    /// <summary>Whether rule 2 applies to this purpose: a reply that an inbound text called for, let through once.</summary>
    public static bool IsReply(MessagePurpose purpose) =>
        purpose is MessagePurpose.OptOutConfirmation or MessagePurpose.HelpReply;

    /// <summary>The whole table. <paramref name="replyPending"/> is what the record's grain said of rule 2.</summary>
    public static SendDecision Decide(Channel channel, bool replyPending, in Standing number, in Standing account)
    {
        if (!IsCovered(channel))
        {
            return new SendDecision(DecisionReason.ChannelNotCovered);
        }

        return replyPending ? new SendDecision(DecisionReason.PendingReply) : DecideOrdinary(number, account);
    }

    /// <summary>Rules 3 to 6, for an ordinary SMS: from the number's record and, where the sender has one, the account's.</summary>
    public static SendDecision DecideOrdinary(in Standing number, in Standing account)
    {
        if (number.IsOptedOut)
        {
            return new SendDecision(DecisionReason.OptedOutOfNumber, number);
        }

        if (account.IsOptedOut && !(number.IsSubscribedByCustomer && number.IsLaterThan(account)))
        {
            return new SendDecision(DecisionReason.OptedOutOfAccount, account);
        }

        return number.IsResubscribed || account.IsResubscribed
            ? new SendDecision(DecisionReason.Resubscribed)
            : new SendDecision(DecisionReason.NoOptOut);
    }
}
