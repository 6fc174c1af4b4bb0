using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Core.Registry;

/// <summary>How a customer can come back, for the business's user: what to text, and to which number.</summary>
public static class ResubscribeHints
{
    /// <summary>No opt-out yet: somebody has to review the customer's text.</summary>
    public const string Held =
        "The customer's text may be an opt-out. Once it has been reviewed and is none, messages go out again.";

    private const string Start = "The customer can resubscribe by texting START";
    private const string Operator =
        "A START has no effect here. An operator of the business reactivates the customer at the customer's documented request.";

    private const string Request =
        "No number takes a START here. The business reactivates the customer at the customer's documented request, by web form or "
        + "phone call.";

    /// <summary>Back to one sender, which may be blocked by its own record, by its account's, or by both.</summary>
    /// <param name="sender">The sender, registered or not.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="policy">The account's; the default where there is none.</param>
    /// <param name="account">The senders of its account.</param>
    /// <param name="isAccountOptedOut">Whether its account's record is opted out.</param>
    public static string ForSender(
        in SenderRoute sender,
        PhoneNumber customer,
        ResubscribePolicy policy,
        AccountSenders account,
        bool isAccountOptedOut)
    {
        var ofNumber = WayBack.Of(RecordKey.ForNumber(sender.Number, customer), sender, policy, account);
        if (!isAccountOptedOut || sender.Account is not { } id)
        {
            return Text(ofNumber);
        }

        var ofAccount = WayBack.Of(RecordKey.ForAccount(id, customer), sender, policy, account);
        if (ofNumber == ofAccount || ofNumber.Number is not { } own)
        {
            return Text(ofAccount);
        }

        // A START to the sender's number lifts the sender's own opt-out, and then exempts it from the account's.
        return ofAccount.Number is { } all
            ? $"{Start} from their own phone: to {all.AsGiven} for every number of the business, or to {own.AsGiven} for {Alone(sender.Number)}."
            : Text(ofNumber);
    }

    /// <summary>Back to every number of an account.</summary>
    public static string ForAccount(AccountId id, PhoneNumber customer, ResubscribePolicy policy, AccountSenders account) =>
        Text(WayBack.Of(RecordKey.ForAccount(id, customer), default, policy, account));

    private static string Text(in WayBack way) => way.Kind switch
    {
        WayBackKind.Start => $"{Start} to {way.Number?.AsGiven} from their own phone.",
        WayBackKind.Operator => Operator,
        _ => Request,
    };

    private static string Alone(SenderNumber sender) =>
        ReplyNumbers.CanBeTexted(sender) ? "that number alone" : $"{sender} alone";
}
