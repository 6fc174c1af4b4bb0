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
    public void AlsoChangesNumber_StartToAStandardNumberThatIsOptedOut_Does() => Assert.True(Also(Standard));

    [Fact]
    public void AlsoChangesNumber_StartToAnyOtherNumber_DoesNot()
    {
        Assert.False(Also(Engage));
        Assert.False(Also(Unregistered));
    }

    [Theory]
    [InlineData(EventKind.OptOut)]
    [InlineData(EventKind.Help)]
    [InlineData(EventKind.PossibleOptOut)]
    [InlineData(EventKind.PossibleOptIn)]
    public void AlsoChangesNumber_AnyOtherText_DoesNot(EventKind kind) => Assert.False(Also(Standard, kind));

    [Fact]
    public void AlsoChangesNumber_NumberThatIsNotOptedOut_DoesNot()
    {
        Assert.False(Also(Standard, number: default(Standing)));
        Assert.False(Also(Standard, number: At(ConsentState.Subscribed, 5)));
    }

    [Fact]
    public void AlsoChangesNumber_WhereStartLiftsNothing_DoesNot() =>
        Assert.False(Also(Standard, policy: ResubscribePolicy.ManualReactivation));

    [Theory]
    [InlineData(Position - 1, true)]
    [InlineData(Position, false)]
    [InlineData(Position + 1, false)]
    public void AlsoChangesNumber_RepeatedStart_LiftsOnlyWhatTheFirstCouldHave(long optedOutAt, bool expected) =>
        Assert.Equal(expected, Also(Standard, number: At(ConsentState.OptedOut, optedOutAt)));

    [Fact]
    public void OfReply_BySenderKind_AsksTheLikeliestRecordFirst()
    {
        Assert.Equal((OfNumber, null), EventRoutes.OfReply(Unregistered, Customer));
        Assert.Equal((OfNumber, OfAccount), EventRoutes.OfReply(Engage, Customer));
        Assert.Equal((OfAccount, OfNumber), EventRoutes.OfReply(Standard, Customer));
    }

    private static bool Also(
        SenderRoute sender,
        EventKind kind = EventKind.OptIn,
        ResubscribePolicy policy = ResubscribePolicy.CustomerStart,
        Standing? number = null) =>
        EventRoutes.AlsoChangesNumber(sender, kind, policy, number ?? At(ConsentState.OptedOut, 5), Position);

    private static Standing At(ConsentState state, long position) =>
        new(state, ConsentSource.InboundSms, true, new Instant(position), position);
}
