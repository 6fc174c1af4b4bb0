using Consent.Torture.Checking;
using Consent.Torture.Histories;
using Consent.V1;

namespace Consent.Torture.Tests.Checking;

/// <summary>Rule (b) for texts: they are read and routed as the registry was.</summary>
public sealed class TextRuleTests
{
    private const string Keyword = "NO MORE";

    private static readonly Registration WithKeyword = new(Recorded.Account, Keywords: $"ENOUGH,{Keyword}");

    private readonly Recorded _run = Recorded.WithAccount();

    [Fact]
    public void Check_OwnKeywordAfterItWasAcknowledged_MustBeRead()
    {
        _run.Put(WithKeyword, 100, 200);
        Send(201, 300, Effect.Ordinary);

        Assert.Equal([ViolationKind.Misread], _run.Found());
    }

    [Fact]
    public void Check_OwnKeywordWhileItIsPut_MayBeReadOrNot()
    {
        _run.Put(WithKeyword, 100, 200);
        Send(150, 160, Effect.Ordinary);
        Send(150, 160, Effect.Applied);

        _run.AssertGood();
    }

    [Fact]
    public void Check_OwnKeywordBeforeItWasPut_IsOrdinary()
    {
        _run.Put(WithKeyword, 100, 200);
        Send(50, 60, Effect.Ordinary);
        _run.AssertGood();

        Send(50, 60, Effect.Applied);
        Assert.Equal([ViolationKind.Misread, ViolationKind.Disorder], _run.Found());
    }

    [Fact]
    public void Check_OwnKeywordAfterItWasTakenAway_IsOrdinary()
    {
        _run.Put(WithKeyword, 100, 200);
        _run.Put(new Registration(Recorded.Account), 201, 300);
        Send(301, 400, Effect.Ordinary);
        _run.AssertGood();

        Send(301, 400, Effect.Applied);
        Assert.Equal([ViolationKind.Misread], _run.Found());
    }

    [Fact]
    public void Check_StopReadAsOrdinary_IsMisread()
    {
        _run.Send(WriteKind.Stop, "stop", 100, 200, new WriteAnswer { Effect = Effect.Ordinary });

        Assert.Equal([ViolationKind.Misread], _run.Found());
    }

    [Fact]
    public void Check_StopToTheNumberAfterItBecameTheAccounts_IsMisread()
    {
        _run.Put(new Registration(Recorded.Account, Recorded.Engage, SenderKind.Standard), 100, 200);
        _run.Text(WriteKind.Stop, "stop", 201, 300);

        Assert.Equal([ViolationKind.Misread], _run.Found());
    }

    [Fact]
    public void Check_StopToAnotherAccountsRecord_IsMisread()
    {
        _run.Text(WriteKind.Stop, "stop", 201, 300, Recorded.Standard, RecordKeys.OfAccount("another", Recorded.Customer));

        Assert.Equal([ViolationKind.Misread], _run.Found());
    }

    private void Send(long called, long returned, Effect effect)
    {
        var id = $"text {called} {effect}";
        var entry = effect == Effect.Applied ? _run.Enter(LedgerEntryKind.OptedOut, Recorded.NumberOf(Recorded.Engage), id) : null;
        var answer = entry is null ? new WriteAnswer { Effect = effect } : Recorded.AppliedAt(entry);
        _run.Send(WriteKind.Stop, id, called, returned, answer, ownKeyword: Keyword);
    }
}
