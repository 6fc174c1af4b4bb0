using Consent.Core.Records;
using static Consent.Core.Tests.Records.RecordScenario;

namespace Consent.Core.Tests.Records;

/// <summary>"An event's time."</summary>
public sealed class EventTimesTests
{
    [Fact]
    public void Of_ReceivedAtOnly_IsReceivedAt() => Assert.Equal(At(10), TimeOf(arrived: 500, given: 10));

    [Fact]
    public void Of_ReceivedAtOnlyAheadOfTheArrival_IsTheArrival() => Assert.Equal(At(500), TimeOf(arrived: 500, given: 501));

    [Fact]
    public void Of_ReceivedAtOnly_MayComeBeforeTheRecordsLastEvent() =>
        Assert.Equal(At(10), TimeOf(arrived: 500, given: 10, last: 400));

    [Fact]
    public void Of_SentAt_IsTheArrivalLessTheTimeSinceItWasReceived() =>
        Assert.Equal(At(500 - 30), TimeOf(arrived: 500, given: 70, sent: 100));

    [Theory]
    [InlineData(-10 * Minute)]
    [InlineData(0)]
    [InlineData(10 * Minute)]
    public void Of_SentAt_DropsTheOffsetOfTheGatewaysClock(long offset) =>
        Assert.Equal(At(500 - 30), TimeOf(arrived: 500, given: 70 + offset, sent: 100 + offset));

    [Fact]
    public void Of_SentLongAfterItWasReceived_IsThatLongBeforeTheArrival() =>
        Assert.Equal(At(-60 * Minute), TimeOf(arrived: 0, given: 0, sent: 60 * Minute));

    [Fact]
    public void Of_SentBeforeItWasReceived_IsNotLaterThanTheArrival() =>
        Assert.Equal(At(500), TimeOf(arrived: 500, given: 100, sent: 70));

    [Fact]
    public void Of_NeitherTime_IsTheArrival() => Assert.Equal(At(500), TimeOf(arrived: 500));

    [Fact]
    public void Of_NeitherTimeAndAnEarlierLastEvent_IsTheArrival() => Assert.Equal(At(500), TimeOf(arrived: 500, last: 499));

    [Theory]
    [InlineData(500)]
    [InlineData(900)]
    public void Of_NeitherTimeAndALastEventAtTheArrivalOrAfter_IsLaterThanTheLastEvent(long last) =>
        Assert.Equal(At(last + 1), TimeOf(arrived: 500, last: last));

    [Fact]
    public void Of_SentAtWithoutReceivedAt_IsTheArrival() => Assert.Equal(At(500), TimeOf(arrived: 500, sent: 100));

    [Fact]
    public void Apply_EventsWithoutATime_AreEachLaterThanTheOneBefore()
    {
        var record = new RecordScenario();

        Assert.Equal(At(500), record.Help(500).At);
        Assert.Equal(At(501), record.Perhaps(500).At);
        Assert.Equal(At(502), record.Stop(400).At);
        Assert.True(record.Start(400).Applied);
    }

    [Fact]
    public void Apply_LateEventWithATime_DoesNotMoveTheLastEventBack()
    {
        var record = new RecordScenario();
        record.Help(500);
        record.Stop(600, given: 100);

        Assert.Equal(At(500), record.Record.LastEventAt);
        Assert.Equal(At(501), record.Start(300).At);
    }

    [Fact]
    public void Apply_EventThatDecides_KeepsItsTimeAndTheTimeAsGiven()
    {
        var record = new RecordScenario();
        record.Stop(500, given: 70 + Minute, sent: 100 + Minute);

        Assert.Equal(At(470), record.Record.Decided!.At);
        Assert.Equal(At(70 + Minute), record.Record.Decided.GivenAt);
        Assert.True(record.Record.Decided.HasSentAt);
    }

    [Fact]
    public void Apply_SentAtWithoutReceivedAt_DoesNotCountAsSent()
    {
        var record = new RecordScenario();
        record.Stop(500, sent: 100);

        Assert.False(record.Record.Decided!.HasSentAt);
    }

    private static Instant TimeOf(long arrived, long? given = null, long? sent = null, long? last = null) =>
        EventTimes.Of(Event(EventKind.OptOut, arrived, given, sent), MaybeAt(last));
}
