using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using static Consent.Core.Records.ConsentSource;

namespace Consent.Core.Tests.Registry;

/// <summary>How each record is lifted: by a START to which number, or by whom.</summary>
public sealed class WayBackTests
{
    private static readonly AccountId Account = AccountId.Parse("acme");
    private static readonly PhoneNumber Customer = PhoneNumber.Parse("+15557654321");
    private static readonly SenderRoute Standard = Sender("+15550000002", SenderKind.Standard);
    private static readonly SenderRoute LaterStandard = Sender("+15550000003", SenderKind.Standard);
    private static readonly SenderRoute Engage = Sender("+15550000001", SenderKind.Engage);
    private static readonly SenderRoute Code = Sender("24273", SenderKind.Engage);
    private static readonly SenderRoute Name = Sender("ACME", SenderKind.Engage);
    private static readonly SenderRoute StandardName = Sender("ACMEPROMO", SenderKind.Standard);

    [Fact]
    public void Of_ANumberThatCanBeTexted_IsThatNumber()
    {
        Assert.Equal(Start(Engage), OfSender(Engage, Standard, Engage));
        Assert.Equal(Start(Standard), OfSender(Standard, Standard));
        Assert.Equal(Start(Code), OfSender(new SenderRoute(Code.Number)));
    }

    [Fact]
    public void Of_AName_IsTheReplyNumberThatItNames() =>
        Assert.Equal(Start(Code), OfSender(Named(Name, Code), Standard, Engage, Code));

    [Fact]
    public void Of_ANameThatNamesNone_IsTheFirstStandardNumberThenTheFirstEngageNumber()
    {
        Assert.Equal(Start(Standard), OfSender(Name, Engage, Standard, LaterStandard));
        Assert.Equal(Start(Engage), OfSender(Name, Engage, Code));
        Assert.Equal(Start(Code), OfSender(Name, Code, StandardName));
    }

    [Fact]
    public void Of_ANameOfNoNumber_IsTheBusinessAtTheCustomersRequest()
    {
        Assert.Equal(new WayBack(WayBackKind.Request), OfSender(Name, StandardName));
        Assert.Equal(new WayBack(WayBackKind.Request), OfSender(new SenderRoute(Name.Number)));
    }

    [Fact]
    public void Of_AnAccount_IsAStandardNumberOrWhatAStandardNameNames()
    {
        Assert.Equal(Start(Standard), OfAccount(Engage, Standard, Named(StandardName, Engage)));
        Assert.Equal(Start(Engage), OfAccount(Engage, Code, Named(StandardName, Engage)));
    }

    [Fact]
    public void Of_AnAccountOfEngageNumbers_IsTheBusinessAtTheCustomersRequest() =>
        Assert.Equal(new WayBack(WayBackKind.Request), OfAccount(Engage, StandardName, Named(Name, Engage)));

    [Fact]
    public void Of_TheCustomersOwnNumber_IsNoneToText()
    {
        var own = Sender(Customer.ToString(), SenderKind.Standard);

        Assert.Equal(new WayBack(WayBackKind.Request), OfAccount(own));
        Assert.Equal(Start(LaterStandard), OfAccount(own, LaterStandard));
        Assert.Equal(Start(LaterStandard), OfSender(Named(Name, own), own, LaterStandard));
        Assert.Equal(new WayBack(WayBackKind.Request), OfAccount(own, Named(StandardName, own)));
    }

    [Fact]
    public void Of_AnyRecordWhereStartLiftsNothing_IsTheOperator()
    {
        foreach (var key in new[] { RecordKey.ForNumber(Name.Number, Customer), RecordKey.ForAccount(Account, Customer) })
        {
            Assert.Equal(
                new WayBack(WayBackKind.Operator),
                WayBack.Of(key, Name, ResubscribePolicy.ManualReactivation, AccountSenders.Of([Standard, Name])));
        }
    }

    [Theory]
    [InlineData(WayBackKind.Start)]
    [InlineData(WayBackKind.Operator, Operator, WebForm, PhoneCall, Email, PostalMail)]
    [InlineData(WayBackKind.Request, WebForm, PhoneCall)]
    public void Accepts_EachSource_AsItsWayHasIt(WayBackKind kind, params ConsentSource[] expected) =>
        Assert.Equal(expected, Enum.GetValues<ConsentSource>().Where(new WayBack(kind).Accepts));

    private static SenderRoute Sender(string number, SenderKind kind) => new(SenderNumber.Parse(number), kind, Account);

    private static SenderRoute Named(SenderRoute name, SenderRoute replyNumber) => name with { ReplyNumber = replyNumber.Number };

    private static WayBack Start(SenderRoute number) => new(WayBackKind.Start, number.Number);

    private static WayBack OfSender(SenderRoute sender, params SenderRoute[] account) =>
        Of(RecordKey.ForNumber(sender.Number, Customer), sender, account);

    private static WayBack OfAccount(params SenderRoute[] account) =>
        Of(RecordKey.ForAccount(Account, Customer), default, account);

    private static WayBack Of(RecordKey key, SenderRoute sender, SenderRoute[] account) =>
        WayBack.Of(key, sender, ResubscribePolicy.CustomerStart, AccountSenders.Of(account));
}
