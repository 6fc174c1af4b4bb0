using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Core.Registry;

/// <summary>Where an event goes: the second table of docs/concepts.md. RecordOptOut, Reactivate and an import name their record.</summary>
public static class EventRoutes
{
    /// <summary>The record that a text changes, which offers the reply: the account's where the sender is STANDARD, else the number's.</summary>
    public static RecordKey OfText(in SenderRoute sender, PhoneNumber customer) =>
        sender is { Kind: SenderKind.Standard, Account: { } account }
            ? RecordKey.ForAccount(account, customer)
            : RecordKey.ForNumber(sender.Number, customer);

    /// <summary>
    /// Whether a START goes to the number's record as well, asked once the account's has it: where the number was opted out
    /// when the account's record took the START, be that now or in a first attempt that got no further.
    /// </summary>
    /// <param name="sender">The number that was texted.</param>
    /// <param name="kind">What the text is.</param>
    /// <param name="policy">The account's: where START lifts nothing, entering it once is enough.</param>
    /// <param name="number">The number's record, known at least up to <paramref name="accountPosition"/>.</param>
    /// <param name="accountPosition">The position of the START's entry in the account's record, as first answered.</param>
    public static bool AlsoChangesNumber(
        in SenderRoute sender, EventKind kind, ResubscribePolicy policy, in Standing number, long accountPosition) =>
        sender.Kind == SenderKind.Standard
        && kind == EventKind.OptIn
        && !RecordRules.MayReactivate(policy)
        && number.IsOptedOut
        && number.Position < accountPosition;

    /// <summary>The records that may have called for a reply from this sender, the likeliest first: its kind may have changed since the text.</summary>
    public static (RecordKey First, RecordKey? Second) OfReply(in SenderRoute sender, PhoneNumber customer)
    {
        var number = RecordKey.ForNumber(sender.Number, customer);
        RecordKey? account = sender.Account is { } id ? RecordKey.ForAccount(id, customer) : null;
        return sender.Kind == SenderKind.Standard && account is { } first ? (first, number) : (number, account);
    }
}
