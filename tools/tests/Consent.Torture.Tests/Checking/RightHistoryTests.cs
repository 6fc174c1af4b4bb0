using Consent.Torture.Histories;
using Consent.V1;
using Grpc.Core;

namespace Consent.Torture.Tests.Checking;

/// <summary>Right histories with imports, registrations and what came late.</summary>
public sealed class RightHistoryTests
{
    private static readonly string Number = Recorded.NumberOf(Recorded.Engage);

    private readonly Recorded _run = Recorded.WithAccount();

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
