using Consent.Core.Numbers;

namespace Consent.Core.Registry;

/// <summary>The reply numbers of senders that cannot be texted: a START to a sender's reply number lifts its opt-outs.</summary>
/// <remarks>Nobody texts from a number to itself, so a customer's own number is no reply number for that customer.</remarks>
public static class ReplyNumbers
{
    /// <summary>Whether customers can text to it: not to an alphanumeric sender ID.</summary>
    public static bool CanBeTexted(SenderNumber number) => number.Form is SenderNumberForm.Phone or SenderNumberForm.Code;

    /// <summary>The number whose START lifts the opt-out of a sender's record; null where there is none.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="customer">The customer, who would text.</param>
    /// <param name="account">The senders of its account.</param>
    public static SenderNumber? Of(in SenderRoute sender, PhoneNumber customer, AccountSenders account) =>
        CanBeTexted(sender.Number) ? (sender.Number.Is(customer) ? null : sender.Number)
        : Named(sender, customer) ?? First(account, SenderKind.Standard, customer) ?? First(account, SenderKind.Engage, customer);

    /// <summary>The number whose START lifts the opt-out of the account's record; null where there is none.</summary>
    /// <inheritdoc cref="Of"/>
    public static SenderNumber? OfAccount(PhoneNumber customer, AccountSenders account) =>
        First(account, SenderKind.Standard, customer)
        ?? account.Names.Where(name => name.Kind == SenderKind.Standard)
            .Select(name => Named(name, customer))
            .FirstOrDefault(number => number is not null);

    /// <summary>The reply number that a sender names: what is texted to it counts as texted to the sender as well.</summary>
    /// <inheritdoc cref="Of"/>
    internal static SenderNumber? Named(in SenderRoute sender, PhoneNumber customer) =>
        sender.ReplyNumber is { } number && !number.Is(customer) ? number : null;

    /// <summary>Whether a START to the number lifts the account's opt-out.</summary>
    internal static bool LiftsAccount(SenderNumber number, PhoneNumber customer, AccountSenders account) =>
        account.Numbers.Any(sender => sender.Number == number && sender.Kind == SenderKind.Standard)
        || account.Names.Any(name => name.Kind == SenderKind.Standard && Named(name, customer) == number);

    private static SenderNumber? First(AccountSenders account, SenderKind kind, PhoneNumber customer)
    {
        foreach (var sender in account.Numbers)
        {
            if (sender.Kind == kind && !sender.Number.Is(customer))
            {
                return sender.Number;
            }
        }

        return null;
    }
}
