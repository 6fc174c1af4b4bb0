using Consent.Torture.Checking;
using Consent.Torture.Histories;
using Consent.V1;

namespace Consent.Torture.Tests.Checking;

/// <summary>Rule (b): every answer is the decision at some position that it may be from.</summary>
public sealed class AnswerRuleTests
{
    private readonly Recorded _run = Recorded.WithAccount();

    [Fact]
    public void Check_BlockedWithoutAnyOptOut_IsWrong()
    {
        _run.Blocked(100, 110, 4);

        Assert.Equal([ViolationKind.WrongBlock], _run.Found());
    }

    [Fact]
    public void Check_BlockedAfterStart_IsWrong()
    {
        _run.Text(WriteKind.Stop, "stop", 100, 200);
        var start = _run.Text(WriteKind.Start, "start", 201, 300);
        _run.Blocked(301, 310, start.Position);

        Assert.Equal([ViolationKind.WrongBlock], _run.Found());
    }

    [Fact]
    public void Check_BlockedAsBeforeAnAcknowledgedStart_IsWrongAndBehind()
    {
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200);
        _run.Text(WriteKind.Start, "start", 201, 300);
        _run.Blocked(301, 310, stop.Position);

        Assert.Equal([ViolationKind.WrongBlock, ViolationKind.PositionBehind], _run.Found());
    }

    [Fact]
    public void Check_BlockedBeforeTheStopWasCalled_IsWrong()
    {
        _run.Blocked(90, 99, 4);
        _run.Text(WriteKind.Stop, "stop", 100, 200);

        Assert.Equal([ViolationKind.WrongBlock], _run.Found());
    }

    [Fact]
    public void Check_AllowedAsOfAPositionWhereItIsBlocked_IsWrong()
    {
        // Nobody was told of the STOP, but the answer says that it knew.
        var stop = _run.Enter(LedgerEntryKind.OptedOut, Recorded.NumberOf(Recorded.Engage), "stop");
        _run.Send(WriteKind.Stop, "stop", 100, 200, null);
        _run.Allowed(150, 160, stop.Position);

        Assert.Equal([ViolationKind.WrongPermission], _run.Found());
    }

    [Fact]
    public void Check_RightDecisionOfAnOldPosition_IsBehind()
    {
        _run.Text(WriteKind.Stop, "stop", 100, 200, "+15550001009");
        _run.Allowed(201, 210, 4);

        Assert.Equal([ViolationKind.PositionBehind], _run.Found());
    }

    [Fact]
    public void Check_PositionBelowAnAcknowledgedKindChange_IsBehind()
    {
        _run.Put(new Registration(Recorded.Account, Recorded.Engage, SenderKind.Standard), 100, 200);
        _run.Allowed(201, 210, 4);

        Assert.Equal([ViolationKind.PositionBehind], _run.Found());
    }

    [Fact]
    public void Check_PositionNotYetWritten_IsAhead()
    {
        _run.Allowed(90, 99, 5);
        _run.Text(WriteKind.Stop, "stop", 100, 200);

        Assert.Equal([ViolationKind.PositionAhead], _run.Found());
    }

    [Fact]
    public void Check_PositionBeyondTheLedger_IsAhead()
    {
        _run.Allowed(90, 99, 5);

        Assert.Equal([ViolationKind.PositionAhead], _run.Found());
    }

    [Theory]
    [InlineData(Decision.Blocked, DecisionReason.OptedOutOfAccount)]
    [InlineData(Decision.Blocked, DecisionReason.NoOptOut)]
    public void Check_AnotherReason_IsWrong(Decision decision, DecisionReason reason)
    {
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200);
        _run.Check(decision, reason, 201, 210, stop.Position);

        Assert.Equal([ViolationKind.WrongReason], _run.Found());
    }

    [Fact]
    public void Check_ReplyThatWasNotAskedFor_IsWrong()
    {
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200);
        _run.Check(Decision.Allowed, DecisionReason.PendingReply, 201, 210, stop.Position);

        Assert.Equal([ViolationKind.MissedOptOutOfNumber, ViolationKind.WrongPermission], _run.Found());
    }

    [Fact]
    public void Check_ReplyThatTheStopCalledFor_IsGood()
    {
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200);
        _run.Check(Decision.Allowed, DecisionReason.PendingReply, 201, 220, stop.Position, replyId: "confirmation");
        _run.Enter(LedgerEntryKind.ReplySent, stop.Record, "confirmation");

        _run.AssertGood();
    }

    [Fact]
    public void Check_AnswerThatIsNeither_IsWrong()
    {
        _run.Check(Decision.Invalid, null, 201, 210, 4);

        Assert.Equal([ViolationKind.WrongPermission], _run.Found());
    }

    [Fact]
    public void Check_OwnStartLaterThanTheAccountsStop_IsAllowed()
    {
        _run.Text(WriteKind.Stop, "stop", 100, 200, Recorded.Standard, Recorded.AccountRecord);
        var start = _run.Text(WriteKind.Start, "start", 201, 300);
        _run.Check(Decision.Allowed, DecisionReason.NoOptOut, 301, 310, start.Position);
        _run.Check(Decision.Blocked, DecisionReason.OptedOutOfAccount, 301, 310, start.Position, Recorded.OtherStandard);

        _run.AssertGood();
    }

    [Fact]
    public void Check_OwnStartOfAnEarlierTime_LiftsNothing()
    {
        _run.Enter(LedgerEntryKind.OptedOut, Recorded.AccountRecord, "stop", Recorded.Standard, occurredAt: 5_000);
        _run.Send(WriteKind.Stop, "stop", 100, 200, null, Recorded.Standard);
        var start = _run.Enter(LedgerEntryKind.OptedIn, Recorded.NumberOf(Recorded.Engage), "start", occurredAt: 5_000);
        _run.Send(WriteKind.Start, "start", 201, 300, Recorded.AppliedAt(start));
        _run.Allowed(301, 310, start.Position);

        Assert.Equal([ViolationKind.WrongPermission], _run.Found());
    }

    [Fact]
    public void Check_SenderRegisteredMeanwhile_IsBlockedByItsAccountFromThen()
    {
        const string Late = "+15550001009";
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200, Recorded.Standard, Recorded.AccountRecord);
        _run.Allowed(201, 210, stop.Position, Late);
        var put = _run.Put(new Registration(Recorded.Account, Late, SenderKind.Engage), 300, 400);
        _run.Allowed(320, 330, stop.Position, Late);
        _run.Blocked(320, 330, stop.Position, Late);
        _run.Blocked(401, 410, put.Position, Late);
        _run.AssertGood();

        _run.Allowed(401, 410, put.Position, Late);
        Assert.Equal([ViolationKind.MissedOptOutOfAccount, ViolationKind.WrongPermission], _run.Found());
    }
}
