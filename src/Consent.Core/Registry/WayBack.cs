using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Core.Registry;

/// <summary>How the opt-out of a record is lifted. Every record has a way: none stays opted out for good.</summary>
/// <param name="Kind">Who lifts it.</param>
/// <param name="Number">The number to text START to, where the customer lifts it.</param>
public readonly record struct WayBack(WayBackKind Kind, SenderNumber? Number = null)
{
    private static readonly ConsentSource[] OfOperator =
        [ConsentSource.Operator, ConsentSource.WebForm, ConsentSource.PhoneCall, ConsentSource.Email, ConsentSource.PostalMail];

    private static readonly ConsentSource[] OfRequest = [ConsentSource.WebForm, ConsentSource.PhoneCall];

    /// <summary>The way back of a record.</summary>
    /// <param name="key">The record.</param>
    /// <param name="sender">
    /// The sender whose messages are blocked, registered or not. For an account's record, <c>default</c> stands for any of its senders.
    /// </param>
    /// <param name="policy">The account's; the default where there is none.</param>
    /// <param name="account">The account's senders.</param>
    public static WayBack Of(RecordKey key, in SenderRoute sender, ResubscribePolicy policy, AccountSenders account)
    {
        if (RecordRules.MayReactivate(policy))
        {
            return new WayBack(WayBackKind.Operator);
        }

        var number = ReplyNumbers.Of(sender, key.Customer, account);
        if (key.Account is not null && !(number is { } own && ReplyNumbers.LiftsAccount(own, key.Customer, account)))
        {
            number = ReplyNumbers.OfAccount(key.Customer, account);
        }

        return number is null ? new WayBack(WayBackKind.Request) : new WayBack(WayBackKind.Start, number);
    }

    /// <summary>Whether a reactivation from that source may lift it; never where the customer can.</summary>
    public bool Accepts(ConsentSource source) => SourcesAccepted(Kind).Contains(source);

    /// <summary>The sources from which a reactivation is accepted.</summary>
    public static IReadOnlyList<ConsentSource> SourcesAccepted(WayBackKind kind) => kind switch
    {
        WayBackKind.Operator => OfOperator,
        WayBackKind.Request => OfRequest,
        _ => [],
    };
}

/// <summary>Who lifts the opt-out of a record.</summary>
public enum WayBackKind
{
    Unspecified = 0,

    /// <summary>The customer, by a START.</summary>
    Start = 1,

    /// <summary>An operator, where a START lifts nothing: the policy is MANUAL_REACTIVATION.</summary>
    Operator = 2,

    /// <summary>The business at the customer's request, by web form or phone call: no number takes a START.</summary>
    Request = 3,
}
