using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

/// <summary>Every row of the table of where an event goes.</summary>
public sealed class EventRoutesTests
{
    private const long Position = 10;

    private static readonly AccountId Account = AccountId.Parse("acme");
    private static readonly SenderNumber Number = SenderNumber.Parse("+15550001111");
    private static readonly PhoneNumber Customer = PhoneNumber.Parse("+15557654321");
    private static readonly RecordKey OfNumber = RecordKey.ForNumber(Number, Customer);
    private static readonly RecordKey OfAccount = RecordKey.ForAccount(Account, Customer);

    private static readonly SenderRoute Unregistered = new(Number);
    private static readonly SenderRoute Engage = new(Number, SenderKind.Engage, Account);
    private static readonly SenderRoute Standard = new(Number, SenderKind.Standard, Account);
    private static readonly SenderNumber Name = SenderNumber.Parse("ACME");
    private static readonly RecordKey OfName = RecordKey.ForNumber(Name, Customer);
    private static readonly SenderRoute EngageName = new(Name, SenderKind.Engage, Account);
    private static readonly SenderRoute StandardName = new(Name, SenderKind.Standard, Account);

    [Fact]
    public void OfText_ToANumberThatIsNotRegistered_IsTheNumbers() =>
        Assert.Equal(OfNumber, EventRoutes.OfText(Unregistered, Customer));

    [Fact]
    public void OfText_ToAnEngageNumber_IsTheNumbers() => Assert.Equal(OfNumber, EventRoutes.OfText(Engage, Customer));

    [Fact]
    public void OfText_ToAStandardNumber_IsTheAccounts() => Assert.Equal(OfAccount, EventRoutes.OfText(Standard, Customer));

    [Fact]
    public void OfText_AboutAllNumbers_IsTheAccountsWhereThereIsOne()
    {
        Assert.Equal(OfAccount, EventRoutes.OfText(Engage, Customer, isOfAllNumbers: true));
        Assert.Equal(OfAccount, EventRoutes.OfText(Standard, Customer, isOfAllNumbers: true));
        Assert.Equal(OfNumber, EventRoutes.OfText(Unregistered, Customer, isOfAllNumbers: true));
    }

    [Fact]
    public void Route_OfASender_IsItsKindAndAccount()
    {
        var route = SenderRoute.Of(new Sender { Number = Number, Account = Account, Kind = SenderKind.Standard });

        Assert.Equal(Standard, route);
    }

    [Fact]
    public void OthersOfText_StartToAStandardNumber_IsTheNumbersOwn() => Assert.Equal([OfNumber], Others(Standard));

    [Fact]
    public void OthersOfText_StartToAnyOtherNumber_IsNone()
    {
        Assert.Empty(Others(Engage));
        Assert.Empty(Others(Unregistered));
    }

    [Theory]
    [InlineData(EventKind.OptOut)]
    [InlineData(EventKind.Help)]
    [InlineData(EventKind.PossibleOptOut)]
    [InlineData(EventKind.PossibleOptIn)]
    public void OthersOfText_AnyOtherText_IsNone(EventKind kind) => Assert.Empty(Others(Standard, kind));

    [Theory]
    [InlineData(EventKind.OptOut)]
    [InlineData(EventKind.OptIn)]
    public void OthersOfText_ToTheReplyNumberOfAnEngageName_IsTheNames(EventKind kind) =>
        Assert.Equal([OfName], Others(Engage, kind, EngageName with { ReplyNumber = Number }));

    [Fact]
    public void OthersOfText_ToTheReplyNumberOfAStandardName_IsTheAccountsToo()
    {
        var name = StandardName with { ReplyNumber = Number };

        Assert.Equal([OfAccount], Others(Engage, EventKind.OptOut, name));
        Assert.Equal([OfAccount, OfName], Others(Engage, EventKind.OptIn, name));
        Assert.Empty(Others(Standard, EventKind.OptOut, name));
        Assert.Equal([OfNumber, OfName], Others(Standard, EventKind.OptIn, name));
    }

    [Fact]
    public void OthersOfText_ToTheNumberOfANameThatNamesNone_IsTheNamesForAStartOnly()
    {
        Assert.Empty(Others(Engage, EventKind.OptOut, EngageName, StandardName));
        Assert.Equal([OfName], Others(Engage, EventKind.OptIn, EngageName));
        Assert.Equal([OfName], Others(Engage, EventKind.OptIn, StandardName));
    }

    [Fact]
    public void OthersOfText_ToANumberOfANameWithAnother_IsNone()
    {
        var name = EngageName with { ReplyNumber = SenderNumber.Parse("24273") };

        Assert.Empty(Others(Engage, EventKind.OptOut, name));
        Assert.Empty(Others(Engage, EventKind.OptIn, name));
    }

    [Fact]
    public void OthersOfText_AboutAllNumbers_IsNoOtherThanTheAccounts()
    {
        SenderRoute[] names = [EngageName with { ReplyNumber = Number }, StandardName with { ReplyNumber = Number }];

        Assert.Empty(EventRoutes.OthersOfText(Engage, Customer, EventKind.OptOut, Senders(Engage, names), isOfAllNumbers: true));
    }

    [Theory]
    [InlineData(EventKind.Help)]
    [InlineData(EventKind.PossibleOptOut)]
    [InlineData(EventKind.PossibleOptIn)]
    public void OthersOfText_AnyOtherTextToAReplyNumber_IsNone(EventKind kind) =>
        Assert.Empty(Others(Engage, kind, StandardName with { ReplyNumber = Number }));

    [Fact]
    public void AlsoLifts_OtherThatIsOptedOut_Does() => Assert.True(AlsoLifts());

    [Fact]
    public void AlsoLifts_OtherThatIsNotOptedOut_DoesNot()
    {
        Assert.False(AlsoLifts(other: default(Standing)));
        Assert.False(AlsoLifts(other: At(ConsentState.Subscribed, 5)));
    }

    [Theory]
    [InlineData(ConsentState.OptedOut, 5, 4, true)]
    [InlineData(ConsentState.OptedOut, 5, 0, true)]
    [InlineData(ConsentState.OptedOut, 5, 6, false)]
    [InlineData(ConsentState.OptedOut, Position, 4, false)]
    [InlineData(ConsentState.Subscribed, 5, 4, false)]
    public void AlsoLifts_OtherThatTheAccountBlocks_IsExempted(ConsentState account, long accountAt, long otherAt, bool expected) =>
        Assert.Equal(expected, EventRoutes.AlsoLifts(
            ResubscribePolicy.CustomerStart,
            otherAt == 0 ? default : At(ConsentState.Subscribed, otherAt),
            Position,
            At(account, accountAt)));

    [Fact]
    public void AlsoLifts_WhereStartLiftsNothing_DoesNot() => Assert.False(AlsoLifts(ResubscribePolicy.ManualReactivation));

    [Theory]
    [InlineData(Position - 1, true)]
    [InlineData(Position, false)]
    [InlineData(Position + 1, false)]
    public void AlsoLifts_RepeatedStart_LiftsOnlyWhatTheFirstCouldHave(long optedOutAt, bool expected) =>
        Assert.Equal(expected, AlsoLifts(other: At(ConsentState.OptedOut, optedOutAt)));

    [Theory]
    [InlineData(true, ConsentState.OptedOut, Position, true)]
    [InlineData(true, ConsentState.OptedOut, Position - 1, true)]
    [InlineData(true, ConsentState.Subscribed, Position + 1, false)]
    [InlineData(true, ConsentState.Subscribed, Position - 1, true)]
    [InlineData(false, ConsentState.Subscribed, Position - 1, false)]
    public void AlsoOptsOut_AnOptOutThatAppliedAndWasNotTakenBack_Does(
        bool applied, ConsentState state, long decidedAt, bool expected) =>
        Assert.Equal(expected, EventRoutes.AlsoOptsOut(applied, At(state, decidedAt), Position));

    [Fact]
    public void AlsoOptsOut_ReactivatedByOthersSince_Does()
    {
        var reactivated = new Standing(ConsentState.Subscribed, ConsentSource.Operator, true, new Instant(20), Position + 1);

        Assert.True(EventRoutes.AlsoOptsOut(applied: true, reactivated, Position));
    }

    [Fact]
    public void OfReply_BySenderKind_AsksTheLikeliestRecordFirst()
    {
        Assert.Equal((OfNumber, null), EventRoutes.OfReply(Unregistered, Customer));
        Assert.Equal((OfNumber, OfAccount), EventRoutes.OfReply(Engage, Customer));
        Assert.Equal((OfAccount, OfNumber), EventRoutes.OfReply(Standard, Customer));
    }

    private static IReadOnlyList<RecordKey> Others(
        SenderRoute texted, EventKind kind = EventKind.OptIn, params SenderRoute[] names) =>
        EventRoutes.OthersOfText(texted, Customer, kind, Senders(texted, names));

    private static AccountSenders Senders(SenderRoute texted, SenderRoute[] names) =>
        AccountSenders.Of([.. names.Prepend(texted)]);

    private static bool AlsoLifts(
        ResubscribePolicy policy = ResubscribePolicy.CustomerStart, Standing? other = null) =>
        EventRoutes.AlsoLifts(policy, other ?? At(ConsentState.OptedOut, 5), Position);

    private static Standing At(ConsentState state, long position) =>
        new(state, ConsentSource.InboundSms, true, new Instant(position), position);
}
