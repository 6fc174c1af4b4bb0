using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Core.Registry;

/// <summary>How a customer replies to the sender of a reply, and returns from an opt-out.</summary>
/// <param name="Number">The number to text START to; null where no START lifts an opt-out.</param>
/// <param name="IsReply">Whether that is the sender itself.</param>
/// <param name="TakesStop">Whether a STOP to that number reaches the record as well.</param>
public readonly record struct ReplyWay(SenderNumber? Number, bool IsReply, bool TakesStop)
{
    /// <param name="key">The record that the customer's text changes, or that blocks.</param>
    /// <param name="sender">The sender that was texted, and that replies.</param>
    /// <param name="policy">The account's; the default where there is none.</param>
    /// <param name="account">The account's senders.</param>
    public static ReplyWay Of(RecordKey key, in SenderRoute sender, ResubscribePolicy policy, AccountSenders account)
    {
        if (ReplyNumbers.CanBeTexted(sender.Number))
        {
            return RecordRules.MayReactivate(policy) ? default : new ReplyWay(sender.Number, IsReply: true, TakesStop: true);
        }

        return WayBack.Of(key, sender, policy, account).Number is { } number
            ? new ReplyWay(number, IsReply: false, StopReaches(key, number, account))
            : default;
    }

    private static bool StopReaches(RecordKey key, SenderNumber number, AccountSenders account)
    {
        var texted = account.Numbers.FirstOrDefault(sender => sender.Number == number);
        return EventRoutes.OfText(texted, key.Customer) == key
            || EventRoutes.OthersOfText(texted, key.Customer, EventKind.OptOut, account).Contains(key);
    }
}
