using Consent.Torture.Checking;
using Consent.Torture.Histories;
using Consent.V1;

namespace Consent.Torture.Tests.Checking;

/// <summary>What two records of one phone make after a merge.</summary>
public sealed class MergeTests
{
    private const string Customer = "+525512345678";

    private static readonly string Record = RecordKeys.OfNumber(Recorded.Engage, Customer);
    private static readonly string OlderRecord = RecordKeys.OfNumber(Recorded.Engage, "+5215512345678");

    private readonly Recorded _run = new();

    [Fact]
    public void Check_OptOutUnderTheOlderSpelling_StandsAfterTheMerge()
    {
        _run.Enter(LedgerEntryKind.OptedIn, Record, "start");
        _run.Enter(LedgerEntryKind.OptedOut, OlderRecord, "stop");
        var merge = Merge(ConsentState.OptedOut);

        Assert.Equal(DecisionReason.OptedOutOfNumber, ReasonAt(merge.Position));
        Assert.Equal(DecisionReason.NoOptOut, ReasonAt(merge.Position - 1));
    }

    [Fact]
    public void Check_LaterStartUnderTheOlderSpelling_StandsAfterTheMerge()
    {
        _run.Enter(LedgerEntryKind.OptedOut, Record, "stop");
        _run.Enter(LedgerEntryKind.OptedIn, OlderRecord, "start");
        var merge = Merge(ConsentState.Subscribed);

        Assert.Equal(DecisionReason.Resubscribed, ReasonAt(merge.Position));
    }

    [Fact]
    public void Check_MergeThatLiftsByAnEarlierStart_IsAltered()
    {
        _run.Enter(LedgerEntryKind.OptedIn, Record, "start");
        _run.Enter(LedgerEntryKind.OptedOut, OlderRecord, "stop");
        Merge(ConsentState.Subscribed);

        var violations = new Violations();
        _ = new DecisionModel(_run.History.Ledger, violations);

        Assert.Equal(1, violations.CountOf(ViolationKind.Altered));
    }

    private DecisionReason ReasonAt(long position)
    {
        var violations = new Violations();
        var reason = new DecisionModel(_run.History.Ledger, violations).Of(Recorded.Engage, Customer).At(position);
        Assert.Equal(0, violations.Count);
        return reason;
    }

    private EntryRead Merge(ConsentState state)
    {
        var merge = new EntryRead
        {
            Position = _run.History.Ledger[^1].Position + 1,
            Kind = LedgerEntryKind.Merged,
            Record = Record,
            Revision = 3,
            State = state,
        };
        _run.Add(merge);
        return merge;
    }
}
