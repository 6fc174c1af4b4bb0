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

    /// <summary>The other records that an opt-out or an opt-in is entered in, after the one of <see cref="OfText"/>.</summary>
    /// <remarks>
    /// A START to a standard number concerns that number's own record as well. A sender that cannot be texted is opted out with
    /// the reply number that it names, and comes back with its reply number, named or not.
    /// </remarks>
    /// <param name="sender">The number that was texted.</param>
    /// <param name="customer">Who texted.</param>
    /// <param name="kind">The kind of event that the text is.</param>
    /// <param name="account">The senders of the number's account.</param>
    /// <param name="isOfAllNumbers">Whether the text is an opt-out from all numbers of the business.</param>
    public static IReadOnlyList<RecordKey> OthersOfText(
        in SenderRoute sender, PhoneNumber customer, EventKind kind, AccountSenders account, bool isOfAllNumbers = false)
    {
        if (kind is not (EventKind.OptOut or EventKind.OptIn))
        {
            return [];
        }

        var others = new List<RecordKey>();
        if (kind == EventKind.OptIn && sender.Kind == SenderKind.Standard)
        {
            others.Add(RecordKey.ForNumber(sender.Number, customer));
        }

        foreach (var name in account.Names)
        {
            if (ReplyNumbers.Named(name, customer) == sender.Number)
            {
                others.Add(OfText(name, customer, isOfAllNumbers));
            }

            if (kind == EventKind.OptIn && ReplyNumbers.Of(name, customer, account) == sender.Number)
            {
                others.Add(RecordKey.ForNumber(name.Number, customer));
            }
        }

        var first = OfText(sender, customer, isOfAllNumbers);
        return [.. others.Distinct().Where(other => other != first)];
    }

    /// <summary>
    /// Whether a START lifts another record as well. Asked after its first record has it, on the first attempt or on a retry of
    /// one that stopped half-way.
    /// </summary>
    /// <param name="policy">The account's: where START lifts nothing, entering it once is enough.</param>
    /// <param name="other">The other record, known at least up to <paramref name="position"/>.</param>
    /// <param name="position">The position of the START's entry in its first record, as first answered.</param>
    /// <param name="account">
    /// The account's record, where the other one is of a sender that cannot be texted: a START exempts that sender as well from an
    /// opt-out of the account.
    /// </param>
    public static bool AlsoLifts(ResubscribePolicy policy, in Standing other, long position, in Standing account = default) =>
        !RecordRules.MayReactivate(policy)
        && ((other.IsOptedOut && other.Position < position) || Exempts(other, position, account));

    /// <summary>
    /// Whether an opt-out is entered in another record as well. Asked as <see cref="AlsoLifts"/> is: an opt-out without effect,
    /// or one that the customer has taken back since, is out of date for both.
    /// </summary>
    /// <param name="applied">Whether the opt-out applied to its first record.</param>
    /// <param name="first">Its first record as it is now.</param>
    /// <param name="position">The position of the opt-out's entry there, as first answered.</param>
    public static bool AlsoOptsOut(bool applied, in Standing first, long position) =>
        applied && !(first.IsSubscribedByCustomer && first.Position > position);

    /// <summary>Whether an opt-out of the account blocks a sender whose own record does not.</summary>
    public static bool BlocksByAccount(in Standing other, in Standing account) =>
        SendRules.Decide(Channel.Sms, replyPending: false, other, account).Reason == DecisionReason.OptedOutOfAccount;

    /// <summary>The records that may have called for a reply from this sender, the likeliest first.</summary>
    /// <remarks>The sender's kind may have changed since the text.</remarks>
    public static (RecordKey First, RecordKey? Second) OfReply(in SenderRoute sender, PhoneNumber customer)
    {
        var number = RecordKey.ForNumber(sender.Number, customer);
        RecordKey? account = sender.Account is { } id ? RecordKey.ForAccount(id, customer) : null;
        return sender.Kind == SenderKind.Standard && account is { } first ? (first, number) : (number, account);
    }

    private static bool Exempts(in Standing other, long position, in Standing account) =>
        BlocksByAccount(other, account) && account.Position < position && other.Position < position;
}
