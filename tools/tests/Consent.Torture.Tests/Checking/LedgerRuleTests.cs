using Consent.Torture.Checking;
using Consent.Torture.Histories;
using Consent.V1;
using Grpc.Core;

namespace Consent.Torture.Tests.Checking;

/// <summary>Rule (c): what was acknowledged is in the ledger, once, in order, and nothing else is.</summary>
public sealed class LedgerRuleTests
{
    private static readonly string Number = Recorded.NumberOf(Recorded.Engage);

    private readonly Recorded _run = Recorded.WithAccount();

    [Fact]
    public void Check_AcknowledgedEventThatIsNotThere_IsLost()
    {
        _run.Send(WriteKind.Start, "start", 100, 200, new WriteAnswer { Effect = Effect.Applied, Position = 5, Record = Number });

        Assert.Equal([ViolationKind.Lost], _run.Found());
    }

    [Fact]
    public void Check_AcknowledgedAtAnothersPosition_IsLost()
    {
        var other = _run.Text(WriteKind.Stop, "other", 100, 200);
        _run.Send(WriteKind.Stop, "stop", 100, 200, Recorded.AppliedAt(other));

        Assert.Equal([ViolationKind.Lost], _run.Found());
    }

    [Fact]
    public void Check_AcknowledgedRowThatIsNotThere_IsLost()
    {
        _run.Send(WriteKind.ImportedRow, "import/1", 100, 200, new WriteAnswer { Effect = Effect.Applied });

        Assert.Equal([ViolationKind.Lost], _run.Found());
    }

    [Fact]
    public void Check_AcknowledgedRegistrationThatIsNotThere_IsLost()
    {
        _run.SendPut(new Registration(Recorded.Account, Recorded.Engage, SenderKind.Standard), 100, 200, revision: 2);

        Assert.Equal([ViolationKind.Lost], _run.Found());
    }

    [Fact]
    public void Check_EventThatIsThereTwice_IsDoubled()
    {
        _run.Text(WriteKind.Stop, "stop", 100, 200);
        _run.Enter(LedgerEntryKind.OptedOut, Number, "stop");

        Assert.Equal([ViolationKind.Doubled], _run.Found());
    }

    [Fact]
    public void Check_RetriesEnteredEach_IsDoubled()
    {
        var first = _run.Enter(LedgerEntryKind.OptedOut, Number, "stop");
        var second = _run.Enter(LedgerEntryKind.OptedOut, Number, "stop");
        _run.Send(WriteKind.Stop, "stop", 100, 200, Recorded.AppliedAt(first));
        _run.Send(WriteKind.Stop, "stop", 300, 400, Recorded.AppliedAt(second));

        Assert.Equal([ViolationKind.Doubled], _run.Found());
    }

    [Fact]
    public void Check_AcknowledgedBeforeTheOneBelowWasCalled_IsDisorder()
    {
        _run.Text(WriteKind.Stop, "late", 300, 400);
        _run.Text(WriteKind.Start, "early", 100, 200);

        Assert.Equal([ViolationKind.Disorder], _run.Found());
    }

    [Fact]
    public void Check_RegistrationBelowALaterText_IsDisorder()
    {
        _run.Put(new Registration(Recorded.Account, Recorded.Engage, SenderKind.Standard), 300, 400);
        _run.Text(WriteKind.Stop, "early", 100, 200);

        Assert.Equal([ViolationKind.Disorder], _run.Found());
    }

    [Fact]
    public void Check_EntryThatNobodySent_IsUnsent()
    {
        _run.Enter(LedgerEntryKind.OptedOut, Number, "unheard of");

        Assert.Equal([ViolationKind.Unsent], _run.Found());
    }

    [Fact]
    public void Check_EntryOfARefusedCall_IsUnsent()
    {
        _run.Enter(LedgerEntryKind.OptedOut, Number, "refused");
        _run.Send(WriteKind.Stop, "refused", 100, 200, null, refused: new Refusal(StatusCode.InvalidArgument));

        Assert.Equal([ViolationKind.Unsent], _run.Found());
    }

    [Fact]
    public void Check_EntryOfATextReadAsOrdinary_IsUnsent()
    {
        _run.Enter(LedgerEntryKind.OptedOut, Number, "no keyword");
        _run.Send(WriteKind.Stop, "no keyword", 100, 200, new WriteAnswer { Effect = Effect.Ordinary }, ownKeyword: "NO MORE");

        Assert.Equal([ViolationKind.Unsent], _run.Found());
    }

    [Fact]
    public void Check_RegistrationThatNobodyPut_IsUnsent()
    {
        var put = _run.Put(new Registration(Recorded.Account, Recorded.Engage, SenderKind.Standard), 100, 200);
        _run.Add(put with
        {
            Position = put.Position + 1,
            Revision = put.Revision + 1,
            Registration = put.Registration! with { Kind = SenderKind.Engage },
        });

        // The number was put as Engage before, but was told of another revision.
        Assert.Equal([ViolationKind.Unsent], _run.Found());
    }

    [Fact]
    public void Check_ReplyThatNobodyAskedFor_IsUnsent()
    {
        _run.Text(WriteKind.Stop, "stop", 100, 200);
        _run.Enter(LedgerEntryKind.ReplySent, Number, "confirmation");

        Assert.Equal([ViolationKind.Unsent], _run.Found());
    }

    [Fact]
    public void Check_EntryOfAnotherKind_IsAltered()
    {
        var entry = _run.Enter(LedgerEntryKind.OptedIn, Number, "stop");
        _run.Send(WriteKind.Stop, "stop", 100, 200, Recorded.AppliedAt(entry));

        Assert.Equal([ViolationKind.Altered], _run.Found());
    }

    [Fact]
    public void Check_AppliedButEnteredAsNot_IsAltered()
    {
        var entry = _run.Enter(LedgerEntryKind.OptOutNotApplied, Number, "stop");
        _run.Send(WriteKind.Stop, "stop", 100, 200, Recorded.AppliedAt(entry));

        Assert.Equal([ViolationKind.Altered], _run.Found());
    }

    [Fact]
    public void Check_StateThatTheEventsDoNotMake_IsAltered()
    {
        _run.Add(_run.Text(WriteKind.Stop, "stop", 100, 200) with { Position = 6, Revision = 2, MessageId = "again", State = ConsentState.Subscribed });
        _run.Send(WriteKind.Stop, "again", 300, 400, null);

        Assert.Equal([ViolationKind.Altered], _run.Found());
    }

    [Fact]
    public void Check_PositionsThatDoNotFollow_IsGap()
    {
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200);
        _run.Add(stop with { Position = stop.Position + 2, Revision = 2, MessageId = "again" });
        _run.Send(WriteKind.Stop, "again", 100, 200, null);

        Assert.Equal([ViolationKind.Gap], _run.Found());
    }

    [Fact]
    public void Check_RevisionsThatDoNotFollow_IsGap()
    {
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200);
        _run.Add(stop with { Position = stop.Position + 1, Revision = 3, MessageId = "again" });
        _run.Send(WriteKind.Stop, "again", 100, 200, null);

        Assert.Equal([ViolationKind.Gap], _run.Found());
    }

    [Fact]
    public void Check_SealsThatDoNotVerify_AreBroken()
    {
        _run.History.Add(new SealVerification(3, 0, ["entry 4 was altered"]));

        Assert.Equal([ViolationKind.SealBroken], _run.Found());
    }

    [Fact]
    public void Check_IdOfTwoEvents_Throws()
    {
        _run.Send(WriteKind.Stop, "one", 100, 200, null);
        _run.Send(WriteKind.Start, "one", 300, 400, null);

        Assert.Throws<InvalidDataException>(() => _run.Found());
    }
}
