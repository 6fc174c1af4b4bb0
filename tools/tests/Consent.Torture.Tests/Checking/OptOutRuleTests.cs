using Consent.Torture.Checking;
using Consent.Torture.Histories;
using Consent.V1;

namespace Consent.Torture.Tests.Checking;

/// <summary>Rule (a): no missed STOP, told from the callers alone.</summary>
public sealed class OptOutRuleTests
{
    private readonly Recorded _run = Recorded.WithAccount();

    [Fact]
    public void Check_AllowedAfterStop_IsMissed()
    {
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200);
        _run.Allowed(201, 210, stop.Position);

        Assert.Equal([ViolationKind.MissedOptOutOfNumber, ViolationKind.WrongPermission], _run.Found());
    }

    [Fact]
    public void Check_AllowedAfterStopOfNumberThatIsNotRegistered_IsMissed()
    {
        var run = new Recorded();
        var stop = run.Text(WriteKind.Stop, "stop", 100, 200);
        run.Allowed(201, 210, stop.Position);

        Assert.Contains(ViolationKind.MissedOptOutOfNumber, run.Found());
    }

    [Theory]
    [InlineData(Recorded.Engage)]
    [InlineData(Recorded.Standard)]
    [InlineData(Recorded.OtherStandard)]
    public void Check_AllowedAfterStopToTheAccount_IsMissed(string sender)
    {
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200, Recorded.Standard, Recorded.AccountRecord);
        _run.Allowed(201, 210, stop.Position, sender);

        Assert.Equal([ViolationKind.MissedOptOutOfAccount, ViolationKind.WrongPermission], _run.Found());
    }

    [Fact]
    public void Check_AllowedAfterStopThatNoLedgerHas_IsMissed()
    {
        // The rule does not ask the ledger: here it says that the STOP never was.
        _run.Send(WriteKind.Stop, "stop", 100, 200, new WriteAnswer { Effect = Effect.Applied, Position = 5, Record = Recorded.NumberOf(Recorded.Engage) });
        _run.Allowed(201, 210, 4);

        Assert.Equal([ViolationKind.MissedOptOutOfNumber, ViolationKind.Lost], _run.Found());
    }

    [Fact]
    public void Check_AllowedAfterStartThatReturnedBeforeTheStop_IsMissed()
    {
        _run.Text(WriteKind.Start, "start", 100, 200);
        var stop = _run.Text(WriteKind.Stop, "stop", 201, 300);
        _run.Allowed(301, 310, stop.Position);

        Assert.Contains(ViolationKind.MissedOptOutOfNumber, _run.Found());
    }

    [Fact]
    public void Check_AllowedBeforeTheStartWasCalled_IsMissed()
    {
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200);
        _run.Allowed(201, 210, stop.Position);
        _run.Text(WriteKind.Start, "start", 211, 300);

        Assert.Contains(ViolationKind.MissedOptOutOfNumber, _run.Found());
    }

    [Fact]
    public void Check_AllowedAfterStartThatWasNotApplied_IsMissed()
    {
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200);
        var start = _run.Enter(LedgerEntryKind.OptInNotApplied, stop.Record, "start");
        _run.Send(WriteKind.Start, "start", 201, 300, Recorded.AppliedAt(start) with { Effect = Effect.NotApplied });
        _run.Allowed(301, 310, start.Position);

        Assert.Contains(ViolationKind.MissedOptOutOfNumber, _run.Found());
    }

    [Fact]
    public void Check_AllowedAfterStartToAnotherNumber_IsMissed()
    {
        _run.Text(WriteKind.Stop, "stop", 100, 200);
        var start = _run.Text(WriteKind.Start, "start", 201, 300, Recorded.OtherStandard, Recorded.AccountRecord);
        _run.Allowed(301, 310, start.Position);

        Assert.Contains(ViolationKind.MissedOptOutOfNumber, _run.Found());
    }

    [Fact]
    public void Check_AllowedAfterOneOfTwoWasLifted_IsMissed()
    {
        _run.Text(WriteKind.Stop, "stop number", 100, 200);
        _run.Text(WriteKind.Stop, "stop account", 201, 300, Recorded.Standard, Recorded.AccountRecord);
        var start = _run.Text(WriteKind.Start, "start", 301, 400, Recorded.OtherStandard, Recorded.AccountRecord);
        _run.Allowed(401, 410, start.Position);

        Assert.Contains(ViolationKind.MissedOptOutOfNumber, _run.Found());
    }

    [Fact]
    public void Check_AllowedAfterAStopToTheAccountLaterThanTheOwnStart_IsMissed()
    {
        _run.Text(WriteKind.Stop, "stop", 100, 200, Recorded.Standard, Recorded.AccountRecord);
        _run.Text(WriteKind.Start, "start", 201, 300);
        var again = _run.Text(WriteKind.Stop, "again", 301, 400, Recorded.Standard, Recorded.AccountRecord);
        _run.Allowed(401, 410, again.Position);

        Assert.Contains(ViolationKind.MissedOptOutOfAccount, _run.Found());
    }

    [Fact]
    public void Check_AllowedAfterOnlyTheTextSaidWhoseTheSenderIs_IsMissed()
    {
        // Whoever registered it was told nothing, but the text's answer names the account's record.
        const string Late = "+15550001009";
        _run.Put(new Registration(Recorded.Account, Late, SenderKind.Standard), 50, null);
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200, Late, Recorded.AccountRecord);
        _run.Allowed(201, 210, stop.Position, Late);

        Assert.Contains(ViolationKind.MissedOptOutOfAccount, _run.Found());
    }

    [Theory]
    [InlineData(nameof(WriteKind.OptOut))]
    [InlineData(nameof(WriteKind.ImportedRow))]
    public void Check_AllowedAfterAnotherWayOfOptingOut_IsMissed(string kind)
    {
        var entry = _run.Enter(LedgerEntryKind.OptedOut, Recorded.AccountRecord, "form");
        _run.Send(Enum.Parse<WriteKind>(kind), "form", 100, 200, new WriteAnswer { Effect = Effect.Applied }, account: Recorded.Account);
        _run.Allowed(201, 210, entry.Position);

        Assert.Contains(ViolationKind.MissedOptOutOfAccount, _run.Found());
    }

    [Fact]
    public void Check_AllowedAfterImportFoundTheOptOut_IsMissed()
    {
        // Somebody's STOP, whose own caller was told nothing.
        var stop = _run.Enter(LedgerEntryKind.OptedOut, Recorded.NumberOf(Recorded.Engage), "stop");
        _run.Send(WriteKind.Stop, "stop", 50, 60, null);
        _run.Send(WriteKind.ImportedRow, "import/1", 100, 200, new WriteAnswer { Effect = Effect.Unchanged });
        _run.Allowed(201, 210, stop.Position);

        Assert.Contains(ViolationKind.MissedOptOutOfNumber, _run.Found());
    }

    [Fact]
    public void Check_AllowedAfterRetriedStop_ShowsAllAttempts()
    {
        var stop = _run.Enter(LedgerEntryKind.OptedOut, Recorded.NumberOf(Recorded.Engage), "stop");
        _run.Send(WriteKind.Stop, "stop", 100, 200, null);
        _run.Send(WriteKind.Stop, "stop", 300, 400, Recorded.AppliedAt(stop, duplicate: true));
        _run.Allowed(401, 410, stop.Position);

        var missed = HistoryChecker.Check(_run.History).Violations.First.Single(each => each.Kind == ViolationKind.MissedOptOutOfNumber);
        Assert.Equal([100, 300], missed.Shown.OfType<WriteAttempt>().Select(attempt => attempt.Called));
        Assert.Equal(401, Assert.IsType<CheckOperation>(missed.Shown[^1]).Called);
    }
}
