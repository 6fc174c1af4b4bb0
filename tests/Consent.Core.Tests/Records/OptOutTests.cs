using Consent.Core.Records;
using static Consent.Core.Tests.Records.RecordScenario;

namespace Consent.Core.Tests.Records;

/// <summary>"An opt-out applies, unless …", and what a second one does.</summary>
public sealed class OptOutTests
{
    [Fact]
    public void Apply_FirstStop_OptsOut()
    {
        var record = new RecordScenario();
        var told = record.Stop(500, given: 400);

        Assert.Equal((LedgerEntryKind.OptedOut, true, true), (told.Entry, told.Applied, told.Decides));
        Assert.Equal(ConsentState.OptedOut, record.Record.State);
        Assert.True(record.Record.WasOptedOut);
        Assert.Equal(
            new DecidingEvent
            {
                At = At(400),
                GivenAt = At(400),
                Gateway = "east",
                Source = ConsentSource.InboundSms,
                Matched = "OptOut",
                Position = 1,
            },
            record.Record.Decided);
    }

    [Fact]
    public void Apply_StopAfterStart_OptsOutAgain()
    {
        var record = Subscribed(at: 0);

        Assert.True(record.Stop(1).Applied);
        Assert.Equal(ConsentState.OptedOut, record.Record.State);
    }

    [Fact]
    public void Apply_StopWithoutATime_AppliesWhateverStands()
    {
        var record = Subscribed(at: 60 * Minute);
        var told = record.Stop(0);

        Assert.Equal((LedgerEntryKind.OptedOut, true, true), (told.Entry, told.Applied, told.Decides));
        Assert.Equal(ConsentState.OptedOut, record.Record.State);
    }

    [Fact]
    public void Apply_StopWithoutATime_AppliesThoughTheTimeOfTheLastEventIsUnknown()
    {
        var record = Subscribed(at: 60 * Minute).Record with { LastEventAt = null };

        Assert.True(RecordRules.Apply(record, Event(EventKind.OptOut, 0), ResubscribePolicy.CustomerStart, Replies).Applied);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(Minute, false)]
    public void Apply_StopFromTheGatewayOfALaterStart_IsOutdatedByAnyAmount(long startIsLaterBy, bool applied)
    {
        var record = Subscribed(at: 10 * Minute, gateway: "east");

        AssertApplied(applied, record, record.Stop(20 * Minute, given: (10 * Minute) - startIsLaterBy, gateway: "east"));
    }

    [Fact]
    public void Apply_StopFromTheGatewayOfTheStart_IsComparedAsGivenWhateverTheTimesReckoned()
    {
        // The START was sent at once and the STOP after an hour in a queue: by the reckoned times it would be an hour older.
        var record = Subscribed(at: 0, given: 10, sent: 10);

        var told = record.Stop(100, given: 20, sent: 60 * Minute);

        Assert.True(told.At < record.Record.LastEventAt);
        AssertApplied(true, record, told);
    }

    [Theory]
    [InlineData(59_999, true)]
    [InlineData(60_000, true)]
    [InlineData(60_001, false)]
    public void Apply_StopAndStartBothSentAt_IsOutdatedByMoreThanSixtySeconds(long startIsLaterBy, bool applied)
    {
        var record = Subscribed(at: 10 * Minute, sent: 10 * Minute, gateway: "west");
        var given = (10 * Minute) - startIsLaterBy;

        AssertApplied(applied, record, record.Stop(10 * Minute, given, sent: 10 * Minute, gateway: "east"));
    }

    [Theory]
    [InlineData(false, false, 299_999, true)]
    [InlineData(false, false, 300_000, true)]
    [InlineData(false, false, 300_001, false)]
    [InlineData(true, false, 300_000, true)]
    [InlineData(true, false, 300_001, false)]
    [InlineData(false, true, 300_000, true)]
    [InlineData(false, true, 300_001, false)]
    public void Apply_StopOrStartWithoutSentAt_IsOutdatedByMoreThanFiveMinutes(
        bool startSentAt, bool stopSentAt, long startIsLaterBy, bool applied)
    {
        var record = Subscribed(at: 10 * Minute, sent: startSentAt ? 10 * Minute : null, gateway: "west");
        var told = record.Stop(
            10 * Minute, (10 * Minute) - startIsLaterBy, stopSentAt ? 10 * Minute : null, gateway: "east");

        AssertApplied(applied, record, told);
    }

    [Theory]
    [InlineData(300_000, true)]
    [InlineData(300_001, false)]
    public void Apply_EmptyGatewayNames_EqualNone(long startIsLaterBy, bool applied)
    {
        var record = Subscribed(at: 10 * Minute, gateway: "");

        AssertApplied(applied, record, record.Stop(20 * Minute, (10 * Minute) - startIsLaterBy, gateway: ""));
    }

    [Theory]
    [InlineData(300_000, true)]
    [InlineData(300_001, false)]
    public void Apply_StartOfTheSameGatewayWithoutATime_IsHeldToTheMargin(long startIsLaterBy, bool applied)
    {
        var record = new RecordScenario();
        record.Start(10 * Minute, gateway: "east");

        AssertApplied(applied, record, record.Stop(20 * Minute, (10 * Minute) - startIsLaterBy, gateway: "east"));
    }

    [Fact]
    public void Apply_OutdatedStop_ChangesNothingButItsEntry()
    {
        var record = Subscribed(at: 10 * Minute);
        record.Help(10 * Minute);
        var before = record.Record;

        var told = record.Stop(20 * Minute, given: 0);

        Assert.Equal((false, false, null), (told.Applied, told.Decides, told.Reply));
        Assert.Equal(LedgerEntryKind.OptOutNotApplied, told.Entry);
        Assert.Equal(before.Decided, record.Record.Decided);
        Assert.False(record.Record.WasOptedOut);
        Assert.Equal(before.Revision + 1, record.Record.Revision);
        Assert.False(record.Record.Answered[^1].Applied);
    }

    [Fact]
    public void Apply_OldStopOnARecordWithoutAnOptIn_Applies()
    {
        var record = new RecordScenario();
        record.Help(10 * Minute);

        Assert.True(record.Stop(20 * Minute, given: -600 * Minute).Applied);
    }

    [Fact]
    public void Apply_StopSomewhatOlderThanTheStart_StandsWithItsOwnTime()
    {
        var record = Subscribed(at: 10 * Minute, gateway: "west");
        record.Stop(11 * Minute, given: 9 * Minute, gateway: "east");

        Assert.Equal(At(9 * Minute), record.Record.Decided!.At);
        Assert.Equal(2, record.Record.Decided.Position);
    }

    [Fact]
    public void Apply_SecondStopLater_MovesTimeSourceAndPosition()
    {
        var record = new RecordScenario();
        record.Stop(10, given: 10);
        var told = record.Stop(20, given: 11, source: ConsentSource.WebForm);

        Assert.Equal((LedgerEntryKind.OptedOut, true, true), (told.Entry, told.Applied, told.Decides));
        Assert.Equal(
            (At(11), ConsentSource.WebForm, 2L),
            (record.Record.Decided!.At, record.Record.Decided.Source, record.Record.Decided.Position));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    public void Apply_LateSecondStop_DoesNotMoveTheRecordBack(long given)
    {
        var record = new RecordScenario();
        record.Stop(10, given: 10);
        var told = record.Stop(20, given: given, source: ConsentSource.WebForm);

        Assert.Equal((LedgerEntryKind.OptedOut, true, false), (told.Entry, told.Applied, told.Decides));
        Assert.Equal(
            (At(10), ConsentSource.InboundSms, 1L),
            (record.Record.Decided!.At, record.Record.Decided.Source, record.Record.Decided.Position));
    }

    [Fact]
    public void Apply_LateSecondStop_DoesNotLetAnEarlierStartIn()
    {
        var record = new RecordScenario();
        record.Stop(30, given: 30);
        record.Stop(40, given: 10);

        Assert.False(record.Start(50, given: 20).Applied);
    }

    [Fact]
    public void Apply_SecondStop_AsksForNoSecondReply()
    {
        var record = new RecordScenario();
        Assert.Equal(MessagePurpose.OptOutConfirmation, record.Stop(10).Reply!.Purpose);

        Assert.Null(record.Stop(20).Reply);
        Assert.Equal(2, record.Record.Revision);
    }

    private static void AssertApplied(bool applied, RecordScenario record, Transition told)
    {
        Assert.Equal(applied, told.Applied);
        Assert.Equal(applied ? LedgerEntryKind.OptedOut : LedgerEntryKind.OptOutNotApplied, told.Entry);
        Assert.Equal(applied ? ConsentState.OptedOut : ConsentState.Subscribed, record.Record.State);
    }

    private static RecordScenario Subscribed(long at, long? given = null, long? sent = null, string gateway = "east")
    {
        var record = new RecordScenario();
        record.Start(at, given ?? at, sent, gateway);
        return record;
    }
}
