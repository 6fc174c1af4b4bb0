using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

/// <summary>The words in which a business's user reads how a customer can come back.</summary>
public sealed class ResubscribeHintsTests
{
    private const string ToNumber = "The customer can resubscribe by texting START to {0} from their own phone.";
    private const string AtRequest =
        "No number takes a START here. The business reactivates the customer at the customer's documented request, by web form or "
        + "phone call.";

    private static readonly AccountId Account = AccountId.Parse("acme");
    private static readonly PhoneNumber Customer = PhoneNumber.Parse("+15557654321");
    private static readonly SenderRoute Standard = Sender("+15550000002", SenderKind.Standard);
    private static readonly SenderRoute Engage = Sender("+15550000001", SenderKind.Engage);
    private static readonly SenderRoute Name = Sender("ACME", SenderKind.Engage);
    private static readonly SenderRoute StandardName = Sender("ACME-ALL", SenderKind.Standard);

    [Fact]
    public void ForSender_OptedOutOfAName_NamesItsReplyNumber()
    {
        AssertTo(Engage, Hint(Named(Name, Engage), isAccount: false, Standard, Engage));
        AssertTo(Standard, Hint(Name, isAccount: false, Standard, Engage));
    }

    [Fact]
    public void ForSender_OptedOutOfTheAccount_NamesWhatEachNumberLifts() => Assert.Equal(
        "The customer can resubscribe by texting START from their own phone: to +15550000002 for every number of the business, or to "
        + "+15550000001 for ACME alone.",
        Hint(Named(Name, Engage), isAccount: true, Standard, Engage));

    [Fact]
    public void ForSender_OptedOutOfTheAccountWhereOneNumberLiftsBoth_NamesThatOne()
    {
        AssertTo(Standard, Hint(Name, isAccount: true, Standard, Engage));
        AssertTo(Engage, Hint(Named(StandardName, Engage), isAccount: true, Standard, Engage, Named(StandardName, Engage)));
        AssertTo(Engage, Hint(Engage, isAccount: true, Standard, Engage, Named(StandardName, Engage)));
    }

    [Fact]
    public void ForSender_OptedOutOfTheAccountWhereNoNumberLiftsTheAccounts_NamesTheSendersOwn() =>
        AssertTo(Engage, Hint(Name, isAccount: true, Engage));

    [Fact]
    public void ForSender_NoNumberTakesAStart_SaysWhoReactivates()
    {
        Assert.Equal(AtRequest, Hint(Name, isAccount: false));
        Assert.Equal(AtRequest, Hint(new SenderRoute(Name.Number), isAccount: false));
        Assert.Equal(AtRequest, Hint(Name, isAccount: true));
    }

    [Fact]
    public void ForAccount_NamesAStandardNumberOrSaysWhoReactivates()
    {
        AssertTo(Standard, ForAccount(Engage, Standard));
        Assert.Equal(AtRequest, ForAccount(Engage));
    }

    private static void AssertTo(SenderRoute number, string hint) =>
        Assert.Equal(ToNumber.Replace("{0}", number.Number.ToString(), StringComparison.Ordinal), hint);

    private static string Hint(SenderRoute sender, bool isAccount, params SenderRoute[] account) =>
        ResubscribeHints.ForSender(sender, Customer, ResubscribePolicy.CustomerStart, AccountSenders.Of(account), isAccount);

    private static string ForAccount(params SenderRoute[] account) =>
        ResubscribeHints.ForAccount(Account, Customer, ResubscribePolicy.CustomerStart, AccountSenders.Of(account));

    private static SenderRoute Sender(string number, SenderKind kind) => new(SenderNumber.Parse(number), kind, Account);

    private static SenderRoute Named(SenderRoute name, SenderRoute replyNumber) => name with { ReplyNumber = replyNumber.Number };
}
