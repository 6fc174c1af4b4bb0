using Consent.Torture.Checking;
using Consent.Torture.Histories;
using Consent.V1;
using Grpc.Core;

namespace Consent.Cluster.Tests.Checking;

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

    [Fact]
    public void Check_UnknownImport_MayHaveEnteredARow()
    {
        _run.Send(WriteKind.ImportedRow, "import/1", 100, 200, null, refused: new Refusal(StatusCode.InvalidArgument));
        _run.Send(WriteKind.ImportedRow, "import/2", 100, 200, null);
        var row = _run.Enter(LedgerEntryKind.OptedOut, Number, "import/1", source: ConsentSource.Import);
        _run.Blocked(300, 310, row.Position);

        _run.AssertGood();
    }

    [Fact]
    public void Check_ImportRunAgain_MayFindItsRowsDone()
    {
        var row = _run.Enter(LedgerEntryKind.OptedOut, Number, "import/1", source: ConsentSource.Import);
        _run.Send(WriteKind.ImportedRow, "import/1", 100, 200, null);
        var start = _run.Text(WriteKind.Start, "start", 300, 400);
        _run.Send(WriteKind.ImportedRow, "import/1", 500, 600, new WriteAnswer { Effect = Effect.Unchanged });
        _run.Allowed(700, 710, start.Position);

        _run.AssertGood();
        Assert.True(row.Position < start.Position);
    }

    [Fact]
    public void Check_ImportThatToldOnlyCounts_IsGood()
    {
        var row = _run.Enter(LedgerEntryKind.OptedOut, Number, "import/1", source: ConsentSource.Import);
        _run.Send(WriteKind.ImportedRow, "import/1", 100, 200, new WriteAnswer { Effect = Effect.Unsaid });
        _run.Send(WriteKind.ImportedRow, "import/2", 100, 200, new WriteAnswer { Effect = Effect.Unsaid });
        _run.Blocked(300, 310, row.Position);

        _run.AssertGood();
    }

    [Fact]
    public void Check_UnknownKindChange_TextsMayGoEitherWay()
    {
        _run.Put(new Registration(Recorded.Account, Recorded.Engage, SenderKind.Standard), 100, null);
        _run.SendPut(new Registration(Recorded.Account, Recorded.Engage, SenderKind.Engage), 100, null, null);
        _run.Text(WriteKind.Stop, "stop number", 300, 400);
        _run.Text(WriteKind.Stop, "stop account", 300, 400, record: Recorded.AccountRecord);
        _run.Check(Decision.Blocked, DecisionReason.OptedOutOfNumber, 500, 510, 7);

        _run.AssertGood();
    }

    [Fact]
    public void Check_TextSentAgainAfterAKindChange_MayBeInBothRecords()
    {
        _run.Enter(LedgerEntryKind.OptedOut, Number, "stop");
        _run.Send(WriteKind.Stop, "stop", 100, 200, null);
        _run.Put(new Registration(Recorded.Account, Recorded.Engage, SenderKind.Standard), 210, 220);
        var stop = _run.Text(WriteKind.Stop, "stop", 300, 400, record: Recorded.AccountRecord);
        _run.Blocked(500, 510, stop.Position, Recorded.OtherStandard);

        _run.AssertGood();
    }

    [Fact]
    public void Check_PutAgainUnchanged_AnswersTheRevisionThatIsThere()
    {
        var registration = new Registration(Recorded.Account, Recorded.Engage, SenderKind.Standard);
        var put = _run.Put(registration, 100, null);
        _run.SendPut(registration, 300, 400, put.Revision);
        _run.Allowed(500, 510, put.Position);

        _run.AssertGood();
    }

    [Fact]
    public void Check_OptOutTooOldToApply_ForbidsNothing()
    {
        var start = _run.Text(WriteKind.Start, "start", 100, 200);
        var late = _run.Enter(LedgerEntryKind.OptOutNotApplied, start.Record, "late");
        _run.Send(WriteKind.Stop, "late", 300, 400, Recorded.AppliedAt(late) with { Effect = Effect.NotApplied });
        _run.Check(Decision.Allowed, DecisionReason.NoOptOut, 500, 510, late.Position);

        _run.AssertGood();
    }

    [Fact]
    public void Check_CheckWithoutAnAnswer_IsGood()
    {
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200);
        _run.History.Add(new CheckOperation
        {
            Client = "client",
            Server = 1,
            Called = 300,
            Returned = 400,
            Sender = Recorded.Engage,
            Customer = Recorded.Customer,
            Refused = new Refusal(StatusCode.Unavailable, "ROSTER_STALE"),
        });
        _run.Blocked(500, 510, stop.Position);

        _run.AssertGood();
    }

    [Fact]
    public void Check_ImportFoundTheAccountsOptOut_OwnStartStillOverridesIt()
    {
        _run.Text(WriteKind.Stop, "stop", 100, 200, Recorded.Standard, Recorded.AccountRecord);
        var start = _run.Text(WriteKind.Start, "start", 201, 300);
        _run.Send(WriteKind.ImportedRow, "import/1", 400, 500, new WriteAnswer { Effect = Effect.Unchanged }, account: Recorded.Account);
        _run.Check(Decision.Allowed, DecisionReason.NoOptOut, 600, 610, start.Position);

        _run.AssertGood();
    }

    [Fact]
    public void Check_AccountsStopDeliveredLate_OwnStartStillOverridesIt()
    {
        // Its first attempt was lost; another STOP and the START came between. It is entered, and is older than both.
        _run.Send(WriteKind.Stop, "late", 50, 60, null, Recorded.Standard, givenAt: 50);
        _run.Text(WriteKind.Stop, "stop", 100, 200, Recorded.Standard, Recorded.AccountRecord);
        _run.Text(WriteKind.Start, "start", 201, 300);
        var late = _run.Enter(LedgerEntryKind.OptedOut, Recorded.AccountRecord, "late", Recorded.Standard, moved: false);
        _run.Send(WriteKind.Stop, "late", 400, 500, Recorded.AppliedAt(late), Recorded.Standard, givenAt: 50);
        _run.Check(Decision.Allowed, DecisionReason.NoOptOut, 600, 610, late.Position);

        _run.AssertGood();
    }

    [Fact]
    public void Check_Reactivation_LiftsTheRecordThatItNames()
    {
        _run.Text(WriteKind.Stop, "stop", 100, 200, Recorded.Standard, Recorded.AccountRecord);
        var lifted = _run.Enter(LedgerEntryKind.Reactivated, Recorded.AccountRecord, "ticket", source: ConsentSource.Operator);
        _run.Send(WriteKind.Reactivation, "ticket", 300, 400, Recorded.AppliedAt(lifted), account: Recorded.Account);
        _run.Check(Decision.Allowed, DecisionReason.Resubscribed, 500, 510, lifted.Position);

        _run.AssertGood();
    }

    [Fact]
    public void Check_EntriesFromBeforeTheRun_NeedNobodyWhoSentThem()
    {
        var before = new Recorded();
        var stop = before.Enter(LedgerEntryKind.OptedOut, Number, "of another run");
        before.History.Add(new RunStart(100, stop.Position, Servers: 1));
        before.Blocked(200, 210, stop.Position);

        before.AssertGood();
    }
}
