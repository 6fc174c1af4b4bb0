using Consent.Core.Records;
using Consent.Core.Numbers;
using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

/// <summary>START to a STANDARD number goes to two records; an attempt may end after the first.</summary>
public sealed class RepeatedStartTests
{
    private const ResubscribePolicy Policy = ResubscribePolicy.CustomerStart;

    private static readonly SenderNumber Sender = SenderNumber.Parse("+15550001111");

    private readonly RoutedPair _pair = new(Sender, SenderKind.Standard);

    [Fact]
    public void Start_BothOptedOut_LiftsBoth()
    {
        OptOutOfBoth();

        _pair.HearText(Said(EventKind.OptIn, 3), Policy);

        Assert.Equal(DecisionReason.Resubscribed, Decide());
    }

    [Fact]
    public void Start_FirstAttemptDidOnlyOne_RepeatedDoesTheOther()
    {
        OptOutOfBoth();
        _pair.HearText(Said(EventKind.OptIn, 3), Policy, endsAfterTheFirst: true);
        Assert.Equal(DecisionReason.OptedOutOfNumber, Decide());

        _pair.HearText(Said(EventKind.OptIn, 3), Policy);

        Assert.Equal(DecisionReason.Resubscribed, Decide());
        Assert.Equal((2, 2), (_pair.Number.Revision, _pair.Account.Revision));
    }

    [Fact]
    public void Start_RepeatedAfterBothWereDone_EntersNothing()
    {
        OptOutOfBoth();
        _pair.HearText(Said(EventKind.OptIn, 3), Policy);
        _pair.HearText(Said(EventKind.OptIn, 3), Policy);

        Assert.Equal((2, 2), (_pair.Number.Revision, _pair.Account.Revision));
    }

    // Without a given time the repetition would be dated by its arrival, after the new opt-out.
    [Theory]
    [InlineData("east")]
    [InlineData("west")]
    public void Start_RepeatedAfterANewOptOutOfTheNumber_DoesNotLiftThat(string gateway)
    {
        _pair.Hear(ofAccount: true, Said(EventKind.OptOut, 1));
        var start = Said(EventKind.OptIn, 3) with { GivenAt = null };
        _pair.HearText(start, Policy);
        _pair.Hear(ofAccount: false, Said(EventKind.OptOut, 4));

        _pair.HearText(start with { ArrivedAt = new Instant(9_000), Gateway = gateway }, Policy);

        Assert.Equal(DecisionReason.OptedOutOfNumber, Decide());
    }

    [Fact]
    public void Start_RepeatedByAnotherGatewayAfterANewOptOutOfTheAccount_LiftsNeither()
    {
        OptOutOfBoth();
        var start = Said(EventKind.OptIn, 3) with { GivenAt = null };
        _pair.HearText(start, Policy);
        _pair.Hear(ofAccount: true, Said(EventKind.OptOut, 4));

        _pair.HearText(start with { ArrivedAt = new Instant(9_000), Gateway = "west" }, Policy);

        Assert.Equal(DecisionReason.OptedOutOfAccount, Decide());
        Assert.Equal((2, 3), (_pair.Number.Revision, _pair.Account.Revision));
    }

    [Fact]
    public void Start_WhereItLiftsNothing_IsEnteredOnceAndCallsForOneReply()
    {
        OptOutOfBoth();

        _pair.HearText(Said(EventKind.OptIn, 3), ResubscribePolicy.ManualReactivation);

        Assert.Equal((1, 2), (_pair.Number.Revision, _pair.Account.Revision));
        Assert.Equal(DecisionReason.PendingReply, _pair.Decide(Channel.Sms, MessagePurpose.HelpReply, 4_000).Reason);
        Assert.Equal(DecisionReason.OptedOutOfNumber, Decide());
    }

    private static ConsentEvent Said(EventKind kind, int second) => new()
    {
        Kind = kind,
        Id = $"{kind}-{second}",
        Source = ConsentSource.InboundSms,
        ArrivedAt = new Instant(second * 1_000),
        GivenAt = new Instant(second * 1_000),
        Sender = Sender,
        Gateway = "east",
    };

    private void OptOutOfBoth()
    {
        _pair.Hear(ofAccount: false, Said(EventKind.OptOut, 1));
        _pair.Hear(ofAccount: true, Said(EventKind.OptOut, 2));
    }

    private DecisionReason Decide() => _pair.Decide(Channel.Sms, MessagePurpose.OneOff, 10_000).Reason;
}
