using Consent.Core.Records;
using static Consent.Core.Tests.Records.RecordScenario;

namespace Consent.Core.Tests.Records;

/// <summary>"Under MANUAL_REACTIVATION …"</summary>
public sealed class ManualReactivationTests
{
    [Theory]
    [InlineData(ResubscribePolicy.Unspecified, false)]
    [InlineData(ResubscribePolicy.CustomerStart, false)]
    [InlineData(ResubscribePolicy.ManualReactivation, true)]
    public void MayReactivate_Policy_IsManualReactivationOnly(ResubscribePolicy policy, bool may) =>
        Assert.Equal(may, RecordRules.MayReactivate(policy));

    [Fact]
    public void Apply_StartUnderManualReactivation_IsNotAppliedAndSaysHowToReturn()
    {
        var record = OptedOut(at: 10);
        var told = record.Start(20);

        Assert.Equal((LedgerEntryKind.OptInNotApplied, false, false), (told.Entry, told.Applied, told.Decides));
        Assert.Equal(new OfferedReply(MessagePurpose.HelpReply, "how to return", At(20 + (5 * Minute))), told.Reply);
        Assert.Equal((ConsentState.OptedOut, At(10)), (record.Record.State, record.Record.Decided!.At));
        Assert.True(record.MaySend(MessagePurpose.HelpReply, 21));
    }

    [Fact]
    public void Apply_StartOnAnUndecidedRecordUnderManualReactivation_IsNotAppliedAndSaysStillSubscribed()
    {
        var record = new RecordScenario(ResubscribePolicy.ManualReactivation);

        var told = record.Start(20);

        Assert.False(told.Applied);
        Assert.Equal(new OfferedReply(MessagePurpose.HelpReply, "still subscribed", At(20 + (5 * Minute))), told.Reply);
        Assert.Null(record.Record.Decided);
    }

    [Fact]
    public void HowItStands_NoTextForASubscribedCustomer_IsHowToReturn() => Assert.Equal(
        "how to return", (Replies with { StillSubscribed = "" }).HowItStands(ConsentState.Subscribed));

    [Fact]
    public void Apply_StopUnderManualReactivation_Applies() =>
        Assert.Equal(ConsentState.OptedOut, OptedOut(at: 10).Record.State);

    [Fact]
    public void Apply_ReactivationLaterThanTheStop_Subscribes()
    {
        var record = OptedOut(at: 10);
        var told = record.Reactivate(100, given: 11);

        Assert.Equal((LedgerEntryKind.Reactivated, true, true), (told.Entry, told.Applied, told.Decides));
        Assert.Equal(ConsentState.Subscribed, record.Record.State);
        Assert.Equal(
            (At(11), ConsentSource.Operator, 2L),
            (record.Record.Decided!.At, record.Record.Decided.Source, record.Record.Decided.Position));
        Assert.Null(told.Reply);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public void Apply_ReactivationNotLaterThanTheStop_IsNotApplied(long given)
    {
        var record = OptedOut(at: 10);
        var told = record.Reactivate(100, given);

        Assert.Equal((LedgerEntryKind.OptInNotApplied, false, false), (told.Entry, told.Applied, told.Decides));
        Assert.Equal(ConsentState.OptedOut, record.Record.State);
        Assert.Null(told.Reply);
    }

    [Fact]
    public void Apply_ReactivationOfASubscribedRecord_IsEnteredAndMovesItOnlyIfLater()
    {
        var record = OptedOut(at: 10);
        record.Reactivate(100, given: 20);

        Assert.False(record.Reactivate(200, given: 15).Decides);
        Assert.Equal(At(20), record.Record.Decided!.At);
        Assert.True(record.Reactivate(300, given: 25).Decides);
        Assert.Equal(At(25), record.Record.Decided.At);
    }

    [Theory]
    [InlineData(300_000, true)]
    [InlineData(300_001, false)]
    public void Apply_LateStopAfterAReactivation_IsOutdatedByMoreThanFiveMinutes(long reactivationIsLaterBy, bool applied)
    {
        var record = OptedOut(at: 10);
        record.Reactivate(20 * Minute, given: 20 * Minute);

        Assert.Equal(applied, record.Stop(30 * Minute, given: (20 * Minute) - reactivationIsLaterBy).Applied);
    }

    private static RecordScenario OptedOut(long at)
    {
        var record = new RecordScenario(ResubscribePolicy.ManualReactivation);
        record.Stop(at, given: at);
        return record;
    }
}
