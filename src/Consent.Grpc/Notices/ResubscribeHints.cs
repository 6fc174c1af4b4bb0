using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Roster.Folding;

namespace Consent.Grpc.Notices;

/// <summary>How a customer can come back, for the business's user: what to text, and to which number.</summary>
internal static class ResubscribeHints
{
    private const string Start = "The customer can resubscribe by texting START";
    private const string Manual =
        "A START lifts nothing here: an operator of the business reactivates the customer, at the customer's documented request.";

    /// <summary>Back to one number, which may be blocked by its own record or by its account's.</summary>
    public static string ForNumber(ReplicaRoster roster, SenderNumber sender, bool isAccountOptedOut)
    {
        var registered = roster.Registry.FindSender(sender);
        if (IsManual(registered?.Settings))
        {
            return Manual;
        }

        if (!isAccountOptedOut
            || registered?.Route is not { Account: { } account } route
            || OrdinaryNumber(roster, account) is not { } ordinary)
        {
            return To(sender);
        }

        // START to an Engage number lifts an account's opt-out for that number alone; a name cannot be texted to.
        return route switch
        {
            { Number.Form: SenderNumberForm.Alphanumeric } => To(ordinary),
            { Kind: SenderKind.Standard } => To(sender),
            _ => $"{Start} from their own phone: to {ordinary} for every number of the business, or to {sender} for that number alone.",
        };
    }

    /// <summary>Back to every number of an account.</summary>
    public static string ForAccount(ReplicaRoster roster, AccountId account)
    {
        if (IsManual(roster.Registry.FindAccount(account)))
        {
            return Manual;
        }

        return OrdinaryNumber(roster, account) is { } ordinary
            ? To(ordinary)
            : $"{Start} from their own phone to an ordinary number of the business. None is registered.";
    }

    private static string To(SenderNumber number) => $"{Start} to {number} from their own phone.";

    private static bool IsManual(AccountSettings? account) => account is not null && RecordRules.MayReactivate(account.ResubscribePolicy);

    // The first that can be texted to.
    private static SenderNumber? OrdinaryNumber(ReplicaRoster roster, AccountId account)
    {
        foreach (var sender in roster.Registry.SendersOf(account, null, int.MaxValue))
        {
            if (sender is { Kind: SenderKind.Standard, Number.Form: not SenderNumberForm.Alphanumeric })
            {
                return sender.Number;
            }
        }

        return null;
    }
}
