using Consent.Torture.Checking;
using Consent.Torture.Histories;
using Consent.V1;
using Grpc.Core;

namespace Consent.Torture.Tests.Checking;

/// <summary>Histories in which not every caller learnt what became of its call, and nothing is wrong.</summary>
public sealed class UnknownOutcomeTests
{
    private static readonly string Number = Recorded.NumberOf(Recorded.Engage);

    private readonly Recorded _run = Recorded.WithAccount();

    [Fact]
    public void Check_UnknownStopThatTookEffectLate_IsGood()
    {
        _run.Send(WriteKind.Stop, "stop", 100, 200, null);
        _run.Allowed(300, 310, 4);
        _run.Allowed(900, 910, 4);
        var stop = _run.Enter(LedgerEntryKind.OptedOut, Number, "stop");
        _run.Blocked(900, 910, stop.Position);

        _run.AssertGood();
    }

    [Fact]
    public void Check_UnknownStopThatNeverTookEffect_IsGood()
    {
        _run.Send(WriteKind.Stop, "stop", 100, null, null);
        _run.Allowed(300, 310, 4);

        _run.AssertGood();
    }

    [Theory]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.DeadlineExceeded)]
    [InlineData(StatusCode.Cancelled)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.Unknown)]
    public void Check_RefusedStopThatWasEntered_IsGood(StatusCode status)
    {
        var stop = _run.Enter(LedgerEntryKind.OptedOut, Number, "stop");
        _run.Send(WriteKind.Stop, "stop", 100, 200, null, refused: new Refusal(status));
        _run.Blocked(300, 310, stop.Position);

        _run.AssertGood();
    }

    [Fact]
    public void Check_RefusedStopThatWasNotEntered_IsGood()
    {
        _run.Send(WriteKind.Stop, "stop", 100, 200, null, refused: new Refusal(StatusCode.InvalidArgument, "FIELD_REQUIRED"));
        _run.Allowed(300, 310, 4);

        _run.AssertGood();
    }

    [Fact]
    public void Check_UnknownStart_ItsPairLeavesTheRun()
    {
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200);
        _run.Send(WriteKind.Start, "start", 300, 400, null);
        _run.Blocked(500, 510, stop.Position);
        var start = _run.Enter(LedgerEntryKind.OptedIn, Number, "start");
        _run.Allowed(600, 610, start.Position);

        _run.AssertGood();
        Assert.Equal(1, HistoryChecker.Check(_run.History).LeftPairs);
    }

    [Fact]
    public void Check_UnknownStartToTheAccount_LiftsTheNumbersAsWell()
    {
        _run.Put(new Registration(Recorded.Account, Recorded.Standard, SenderKind.Engage), 50, 60);
        _run.Text(WriteKind.Stop, "stop", 100, 200, Recorded.Standard);
        _run.Put(new Registration(Recorded.Account, Recorded.Standard, SenderKind.Standard), 201, 210);
        _run.Text(WriteKind.Stop, "stop account", 211, 300, Recorded.Standard, Recorded.AccountRecord);
        _run.Send(WriteKind.Start, "start", 301, 400, null, Recorded.Standard);
        _run.Enter(LedgerEntryKind.OptedIn, Recorded.AccountRecord, "start", Recorded.Standard);
        var start = _run.Enter(LedgerEntryKind.OptedIn, Recorded.NumberOf(Recorded.Standard), "start", Recorded.Standard);
        _run.Allowed(900, 910, start.Position, Recorded.Standard);
        _run.Allowed(900, 910, start.Position, Recorded.OtherStandard);

        _run.AssertGood();
    }

    [Fact]
    public void Check_StartInBothRecords_IsGood()
    {
        _run.Put(new Registration(Recorded.Account, Recorded.Standard, SenderKind.Engage), 50, 60);
        _run.Text(WriteKind.Stop, "stop", 100, 200, Recorded.Standard);
        _run.Put(new Registration(Recorded.Account, Recorded.Standard, SenderKind.Standard), 210, 220);
        _run.Text(WriteKind.Stop, "stop account", 230, 300, Recorded.OtherStandard, Recorded.AccountRecord);
        var account = _run.Enter(LedgerEntryKind.OptedIn, Recorded.AccountRecord, "start", Recorded.Standard);
        var number = _run.Enter(LedgerEntryKind.OptedIn, Recorded.NumberOf(Recorded.Standard), "start", Recorded.Standard);
        _run.Send(WriteKind.Start, "start", 301, 400, Recorded.AppliedAt(account), Recorded.Standard);
        _run.Blocked(350, 360, account.Position, Recorded.Standard);
        _run.Allowed(401, 410, number.Position, Recorded.Standard);
        _run.Allowed(401, 410, number.Position, Recorded.OtherStandard);

        _run.AssertGood();
    }

    [Fact]
    public void Check_RetryAnsweredAsDuplicate_CountsFromItsFirstCall()
    {
        // The first attempt took effect, then a START did; the STOP's caller learnt of it only afterwards.
        var stop = _run.Enter(LedgerEntryKind.OptedOut, Number, "stop");
        _run.Send(WriteKind.Stop, "stop", 100, 200, null);
        var start = _run.Text(WriteKind.Start, "start", 300, 400);
        _run.Send(WriteKind.Stop, "stop", 500, 600, Recorded.AppliedAt(stop, duplicate: true));
        _run.Allowed(700, 710, start.Position);

        _run.AssertGood();
    }

    [Fact]
    public void Check_RetryThatTookEffectItself_CountsFromItsOwnCall()
    {
        _run.Send(WriteKind.Stop, "stop", 100, 200, null);
        _run.Text(WriteKind.Start, "start", 300, 400);
        var stop = _run.Text(WriteKind.Stop, "stop", 500, 600);
        _run.Blocked(700, 710, stop.Position);
        _run.AssertGood();

        _run.Allowed(700, 710, stop.Position);
        Assert.Contains(ViolationKind.MissedOptOutOfNumber, _run.Found());
    }

    [Fact]
    public void Check_DuplicatesOfOneEvent_AreOne()
    {
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200);
        _run.Send(WriteKind.Stop, "stop", 150, 250, Recorded.AppliedAt(stop, duplicate: true));
        _run.Send(WriteKind.Stop, "stop", 300, 400, Recorded.AppliedAt(stop, duplicate: true));
        _run.Blocked(500, 510, stop.Position);

        _run.AssertGood();
        Assert.Equal(1, HistoryChecker.Check(_run.History).AcknowledgedStops);
    }

    [Fact]
    public void Check_StartThatRacesAStop_MayEndEitherWay()
    {
        var start = _run.Enter(LedgerEntryKind.OptedIn, Number, "start");
        var stop = _run.Enter(LedgerEntryKind.OptedOut, Number, "stop");
        var back = _run.Enter(LedgerEntryKind.OptedIn, Number, "back");
        _run.Send(WriteKind.Start, "start", 100, 400, Recorded.AppliedAt(start));
        _run.Send(WriteKind.Stop, "stop", 150, 250, Recorded.AppliedAt(stop));
        _run.Send(WriteKind.Start, "back", 200, 500, Recorded.AppliedAt(back));
        _run.Blocked(251, 260, stop.Position);
        _run.Allowed(251, 260, back.Position);

        _run.AssertGood();
    }

    [Fact]
    public void Check_AnswersWhileAWriteIsUnderWay_MayBeOfBeforeOrAfter()
    {
        _run.Allowed(120, 130, 4);
        _run.Blocked(120, 130, 4);
        _run.Text(WriteKind.Stop, "stop", 100, 200);

        _run.AssertGood();
    }
}
