using Consent.Torture.Checking;
using Consent.Torture.Histories;
using Consent.V1;

namespace Consent.Torture.Tests.Checking;

/// <summary>A STOP or START to a reply number counts for the sender that cannot be texted.</summary>
public sealed class ReplyNumberTests
{
    private const string Name = "ACME";

    private static readonly string NameRecord = Recorded.NumberOf(Name);

    private readonly Recorded _run = Recorded.WithAccount();

    public ReplyNumberTests() => _run.Put(
        new Registration(Recorded.Account, Name, SenderKind.Engage, ReplyNumber: Recorded.Engage), 9, 10);

    [Fact]
    public void Check_AllowedFromTheNameAfterAStopToItsReplyNumber_IsMissed()
    {
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200);
        _run.Check(Decision.Allowed, null, 300, 310, stop.Position, Name);

        Assert.Contains(ViolationKind.MissedOptOutOfNumber, _run.Found());
    }

    [Fact]
    public void Check_StopAndStartInBothRecords_IsGood()
    {
        var stop = _run.Text(WriteKind.Stop, "stop", 100, 200);
        var ofName = _run.Enter(LedgerEntryKind.OptedOut, NameRecord, "stop");
        _run.Blocked(300, 310, ofName.Position, Name);
        var start = _run.Text(WriteKind.Start, "start", 400, 500);
        var lifted = _run.Enter(LedgerEntryKind.OptedIn, NameRecord, "start");
        _run.Allowed(600, 610, lifted.Position, Name);

        _run.AssertGood();
        Assert.True(stop.Position < start.Position);
    }

    [Fact]
    public void Check_EntryInTheRecordOfANameOfAnotherNumber_IsAltered()
    {
        _run.Put(new Registration(Recorded.Account, "OTHER", SenderKind.Engage, ReplyNumber: Recorded.Standard), 11, 12);
        _run.Text(WriteKind.Stop, "stop", 100, 200);
        _run.Enter(LedgerEntryKind.OptedOut, Recorded.NumberOf("OTHER"), "stop");

        Assert.Contains(ViolationKind.Altered, _run.Found());
    }
}
