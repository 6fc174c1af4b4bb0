using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Core.Registry;

/// <summary>Which record an event goes to: the second table of docs/concepts.md.</summary>
/// <remarks>RecordOptOut, Reactivate and an import name their record.</remarks>
public static class EventRoutes
{
    /// <summary>
    /// The record that a text changes and that offers the reply: the account's for a standard number, or where the text is about
    /// all numbers.
    /// </summary>
    /// <param name="sender">The number that was texted.</param>
    /// <param name="customer">Who texted.</param>
    /// <param name="isOfAllNumbers">Whether the text is an opt-out from all numbers of the business.</param>
    public static RecordKey OfText(in SenderRoute sender, PhoneNumber customer, bool isOfAllNumbers = false) =>
        sender.Account is { } account && (isOfAllNumbers || sender.Kind == SenderKind.Standard)
            ? RecordKey.ForAccount(account, customer)
            : RecordKey.ForNumber(sender.Number, customer);

    /// <summary>
    /// Whether a START must also be recorded for the number. Asked after the account's record has it, on the first attempt or on
    /// a retry of one that stopped half-way.
    /// </summary>
    /// <param name="sender">The number that was texted.</param>
    /// <param name="kind">The kind of event that the text is.</param>
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

    /// <summary>The records that may have called for a reply from this sender, the likeliest first.</summary>
    /// <remarks>The sender's kind may have changed since the text.</remarks>
    public static (RecordKey First, RecordKey? Second) OfReply(in SenderRoute sender, PhoneNumber customer)
    {
        var number = RecordKey.ForNumber(sender.Number, customer);
        RecordKey? account = sender.Account is { } id ? RecordKey.ForAccount(id, customer) : null;
        return sender.Kind == SenderKind.Standard && account is { } first ? (first, number) : (number, account);
    }
}
