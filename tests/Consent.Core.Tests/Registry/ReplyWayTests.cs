using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

/// <summary>What a reply tells of how to reply and to return.</summary>
public sealed class ReplyWayTests
{
    private static readonly AccountId Account = AccountId.Parse("acme");
    private static readonly PhoneNumber Customer = PhoneNumber.Parse("+15557654321");
    private static readonly SenderRoute Standard = Sender("+15550000002", SenderKind.Standard);
    private static readonly SenderRoute Engage = Sender("+15550000001", SenderKind.Engage);
    private static readonly SenderRoute Name = Sender("ACME", SenderKind.Engage);
    private static readonly SenderRoute StandardName = Sender("ACME-ALL", SenderKind.Standard);

    [Fact]
    public void Of_ASenderThatCanBeTexted_IsAReply()
    {
        Assert.Equal(new ReplyWay(Engage.Number, IsReply: true, TakesStop: true), OfNumber(Engage, Standard, Engage));
        Assert.Equal(new ReplyWay(Standard.Number, IsReply: true, TakesStop: true), OfAccount(Standard, Standard));
    }

    [Fact]
    public void Of_WhereStartLiftsNothing_IsNone()
    {
        Assert.Equal(default, Of(OfNumber(Engage), Engage, ResubscribePolicy.ManualReactivation, Engage));
        Assert.Equal(default, Of(OfNumber(Name), Name, ResubscribePolicy.ManualReactivation, Engage));
    }

    [Fact]
    public void Of_AName_IsItsReplyNumberWhichTakesStop()
    {
        var name = Named(Name, Engage);

        Assert.Equal(new ReplyWay(Engage.Number, IsReply: false, TakesStop: true), OfNumber(name, Standard, Engage, name));
    }

    [Fact]
    public void Of_ANameThatNamesNone_IsANumberThatTakesNoStopForIt()
    {
        Assert.Equal(new ReplyWay(Standard.Number, IsReply: false, TakesStop: false), OfNumber(Name, Standard, Engage, Name));
        Assert.Equal(default, OfNumber(Name, Name));
        Assert.Equal(default, Of(OfNumber(Name), new SenderRoute(Name.Number), ResubscribePolicy.CustomerStart));
    }

    [Fact]
    public void Of_AStandardName_IsWhatLiftsTheAccounts()
    {
        var name = Named(StandardName, Engage);

        Assert.Equal(new ReplyWay(Engage.Number, IsReply: false, TakesStop: true), OfAccount(name, Standard, Engage, name));
        Assert.Equal(
            new ReplyWay(Standard.Number, IsReply: false, TakesStop: true), OfAccount(StandardName, Standard, Engage, StandardName));
        Assert.Equal(default, OfAccount(StandardName, Engage, StandardName));
    }

    private static SenderRoute Sender(string number, SenderKind kind) => new(SenderNumber.Parse(number), kind, Account);

    private static SenderRoute Named(SenderRoute name, SenderRoute replyNumber) => name with { ReplyNumber = replyNumber.Number };

    private static RecordKey OfNumber(SenderRoute sender) => RecordKey.ForNumber(sender.Number, Customer);

    private static ReplyWay OfNumber(SenderRoute sender, params SenderRoute[] account) =>
        Of(OfNumber(sender), sender, ResubscribePolicy.CustomerStart, account);

    private static ReplyWay OfAccount(SenderRoute sender, params SenderRoute[] account) =>
        Of(RecordKey.ForAccount(Account, Customer), sender, ResubscribePolicy.CustomerStart, account);

    private static ReplyWay Of(RecordKey key, SenderRoute sender, ResubscribePolicy policy, params SenderRoute[] account) =>
        ReplyWay.Of(key, sender, policy, AccountSenders.Of(account));
}
