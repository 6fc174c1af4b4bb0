using Consent.Core.Records;
using static Consent.Core.Tests.Records.RecordScenario;

namespace Consent.Core.Tests.Records;

/// <summary>"An opt-in applies only if it is later than the opt-out that stands; a tie goes to the opt-out."</summary>
public sealed class OptInTests
{
    [Fact]
    public void Apply_StartAfterStop_Resubscribes()
    {
        var record = OptedOut(at: 10);
        var told = record.Start(20, given: 11);

        Assert.Equal((LedgerEntryKind.OptedIn, true, true), (told.Entry, told.Applied, told.Decides));
        Assert.Equal(ConsentState.Subscribed, record.Record.State);
        Assert.Equal((At(11), 2L), (record.Record.Decided!.At, record.Record.Decided.Position));
        Assert.True(record.Record.WasOptedOut);
    }

    [Theory]
    [InlineData("east", "as given, by one gateway")]
    [InlineData("west", "by the reckoned times")]
    public void Apply_StartAtTheTimeOfTheStop_LosesTheTie(string gateway, string why)
    {
        var record = OptedOut(at: 10);
        var told = record.Start(20, given: 10, gateway: gateway);

        Assert.False(told.Applied, why);
        Assert.Equal((LedgerEntryKind.OptInNotApplied, false), (told.Entry, told.Decides));
        Assert.Equal(ConsentState.OptedOut, record.Record.State);
        Assert.Equal((At(10), 1L), (record.Record.Decided!.At, record.Record.Decided.Position));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(11, true)]
    public void Apply_StartOfAnotherGateway_NeedsNoMargin(long given, bool applied) =>
        Assert.Equal(applied, OptedOut(at: 10).Start(20, given, gateway: "west").Applied);

    [Fact]
    public void Apply_StartOfTheSameGateway_IsComparedAsGiven()
    {
        // Both were given ahead of the arrival: reckoned, both would be at the arrival or before.
        var record = new RecordScenario();
        record.Stop(100, given: 200);
        var told = record.Start(90, given: 201);

        Assert.True(told.At < record.Record.LastEventAt);
        Assert.True(told.Applied);
    }

    [Fact]
    public void Apply_StartOfTheSameGatewayGivenEarlier_IsNotAppliedThoughReckonedLater()
    {
        var record = new RecordScenario();
        record.Stop(100, given: 50, sent: 100);

        var told = record.Start(1_000, given: 49, sent: 100);

        Assert.Equal(At(949), told.At);
        Assert.False(told.Applied);
    }

    [Fact]
    public void Apply_StartOfAGatewayWithoutAName_IsComparedByTheReckonedTimes()
    {
        var record = new RecordScenario();
        record.Stop(100, given: 50, sent: 100, gateway: "");

        Assert.True(record.Start(1_000, given: 49, sent: 100, gateway: "").Applied);
    }

    [Fact]
    public void Apply_StartWithATimeAfterAStopOfItsGatewayWithoutOne_IsComparedByTheReckonedTimes()
    {
        var record = new RecordScenario();
        record.Stop(10);

        Assert.False(record.Start(20, given: 10).Applied);
        Assert.True(record.Start(20, given: 11).Applied);
    }

    [Fact]
    public void Apply_StartWithoutATime_IsLaterThanTheStop()
    {
        var record = OptedOut(at: 10);

        Assert.True(record.Start(10).Applied);
    }

    [Fact]
    public void Apply_SecondStart_AsksForNoSecondReply()
    {
        var record = OptedOut(at: 10);
        Assert.NotNull(record.Start(20, given: 20).Reply);
        var told = record.Start(30, given: 30);

        Assert.Equal((LedgerEntryKind.OptedIn, true, true), (told.Entry, told.Applied, told.Decides));
        Assert.Null(told.Reply);
        Assert.Equal((At(30), 3L), (record.Record.Decided!.At, record.Record.Decided.Position));
    }

    [Theory]
    [InlineData(19)]
    [InlineData(20)]
    public void Apply_LateSecondStart_DoesNotMoveTheRecordBack(long given)
    {
        var record = OptedOut(at: 10);
        record.Start(20, given: 20);
        var told = record.Start(30, given: given);

        Assert.Equal((LedgerEntryKind.OptedIn, true, false), (told.Entry, told.Applied, told.Decides));
        Assert.Equal((At(20), 2L), (record.Record.Decided!.At, record.Record.Decided.Position));
    }

    [Fact]
    public void Apply_StartOnAnUndecidedRecord_IsAFirstOptIn()
    {
        var record = new RecordScenario();
        record.Help(5);
        var told = record.Start(20, given: 1);

        Assert.Equal((LedgerEntryKind.OptedIn, true, true), (told.Entry, told.Applied, told.Decides));
        Assert.Equal(At(1), record.Record.Decided!.At);
        Assert.False(record.Record.WasOptedOut);
    }

    [Fact]
    public void Apply_HelpOrPossibleOptOut_ChangesNoState()
    {
        var record = OptedOut(at: 10);
        var decided = record.Record.Decided;

        var help = record.Help(20);
        var perhaps = record.Perhaps(30);

        Assert.Equal((LedgerEntryKind.HelpRequested, true, false), (help.Entry, help.Applied, help.Decides));
        Assert.Equal((LedgerEntryKind.PossibleOptOut, false, false), (perhaps.Entry, perhaps.Applied, perhaps.Decides));
        Assert.Equal((ConsentState.OptedOut, decided), (record.Record.State, record.Record.Decided));
        Assert.Equal(At(30), record.Record.LastEventAt);
    }

    [Theory]
    [InlineData(EventKind.Unspecified)]
    [InlineData(EventKind.ReplySent)]
    public void Apply_KindThatNobodySays_Throws(EventKind kind) =>
        Assert.Contains(
            $"{kind}",
            Assert.Throws<ArgumentException>(() => new RecordScenario().Hear(Event(kind, 10))).Message,
            StringComparison.Ordinal);

    private static RecordScenario OptedOut(long at)
    {
        var record = new RecordScenario();
        record.Stop(at, given: at);
        return record;
    }
}
