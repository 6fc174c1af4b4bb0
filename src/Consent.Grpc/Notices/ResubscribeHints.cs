using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Roster.Memory;

namespace Consent.Grpc.Notices;

/// <summary>How a customer can come back, for the business's user: what to text, and to which number.</summary>
internal static class ResubscribeHints
{
    /// <summary>No opt-out yet: somebody has to review the customer's text.</summary>
    public const string Held =
        "The customer's text may be an opt-out. Once it has been reviewed and is none, messages go out again.";

    private const string Start = "The customer can resubscribe by texting START";
    private const string Manual =
        "A START has no effect here. An operator of the business reactivates the customer at the customer's documented request.";

    /// <summary>Back to one number, which may be blocked by its own record or by its account's.</summary>
    public static string ForNumber(ReplicaRoster roster, SenderNumber sender, bool isAccountOptedOut)
    {
        var registered = roster.Registry.FindSender(sender);
        return registered?.Route is { Account: { } account } route
            ? ForNumber(route, registered.Settings, isAccountOptedOut ? StandardNumber(roster, account) : null)
            : ForNumber(new SenderRoute(sender), null, null);
    }

    /// <inheritdoc cref="ForNumber(ReplicaRoster, SenderNumber, bool)"/>
    /// <param name="route">The number.</param>
    /// <param name="account">Its account; null where there is none.</param>
    /// <param name="standard">A standard number of the account, where that is opted out and has one.</param>
    public static string ForNumber(SenderRoute route, CompiledAccount? account, SenderNumber? standard)
    {
        if (IsManual(account))
        {
            return Manual;
        }

        if (standard is null)
        {
            return To(route.Number);
        }

        // START to an Engage number lifts an account's opt-out for that number alone; a name cannot be texted to.
        return route switch
        {
            { Number.Form: SenderNumberForm.Alphanumeric } => To(standard.Value),
            { Kind: SenderKind.Standard } => To(route.Number),
            _ => $"{Start} from their own phone: to {standard} for every number of the business, or to {route.Number} for that "
                + "number alone.",
        };
    }

    /// <summary>Back to every number of an account.</summary>
    public static string ForAccount(ReplicaRoster roster, AccountId account) =>
        ForAccount(roster.Registry.FindAccount(account), StandardNumber(roster, account));

    /// <inheritdoc cref="ForAccount(ReplicaRoster, AccountId)"/>
    /// <param name="account">The account; null where it is not registered.</param>
    /// <param name="standard">A standard number of it, where it has one.</param>
    public static string ForAccount(CompiledAccount? account, SenderNumber? standard)
    {
        if (IsManual(account))
        {
            return Manual;
        }

        return standard is { } number
            ? To(number)
            : $"{Start} from their own phone to a standard number of the business. None is registered.";
    }

    /// <summary>Whether a START to it lifts an account's opt-out: a name cannot be texted to.</summary>
    public static bool TakesStarts(SenderKind kind, SenderNumber number) =>
        kind == SenderKind.Standard && number.Form != SenderNumberForm.Alphanumeric;

    private static string To(SenderNumber number) => $"{Start} to {number} from their own phone.";

    private static bool IsManual(CompiledAccount? account) =>
        account is not null && RecordRules.MayReactivate(account.ResubscribePolicy);

    private static SenderNumber? StandardNumber(ReplicaRoster roster, AccountId account)
    {
        foreach (var sender in roster.Registry.SendersOf(account, null, int.MaxValue))
        {
            if (TakesStarts(sender.Kind, sender.Number))
            {
                return sender.Number;
            }
        }

        return null;
    }
}
