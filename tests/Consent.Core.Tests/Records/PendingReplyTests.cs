using Consent.Core.Numbers;
using Consent.Core.Records;
using static Consent.Core.Tests.Records.RecordScenario;

namespace Consent.Core.Tests.Records;

/// <summary>Rule 2 of the decision table: the one reply that an inbound text called for.</summary>
public sealed class PendingReplyTests
{
    private const MessagePurpose Confirmation = MessagePurpose.OptOutConfirmation;
    private const MessagePurpose Help = MessagePurpose.HelpReply;

    [Fact]
    public void UseReply_Pending_GoesOutOnceAndCountsAsAnEntry()
    {
        var record = OptedOut();

        Assert.True(record.MaySend(Confirmation, 20, "out-1"));
        Assert.Equal(2, record.Record.Revision);
        Assert.Equal("out-1", Assert.Single(record.Record.PendingReplies).UsedBy);
        Assert.False(record.MaySend(Confirmation, 20, "out-2"));
        Assert.Equal(2, record.Record.Revision);
    }

    [Fact]
    public void UseReply_SameOutgoingIdAgain_GetsTheSameAnswerAndChangesNothing()
    {
        var record = OptedOut();
        record.MaySend(Confirmation, 20, "out-1");
        var before = record.Record;

        Assert.Same(before, RecordRules.UseReply(before, Ours, Confirmation, "out-1", At(30)));
    }

    [Fact]
    public void UseReply_SameOutgoingIdAfterTheReplyExpired_GetsTheSameAnswer()
    {
        var record = OptedOut();
        record.MaySend(Confirmation, 20, "out-1");

        Assert.True(record.MaySend(Confirmation, 60 * Minute, "out-1"));
    }

    [Fact]
    public void UseReply_WithoutAnId_GoesOutOnce()
    {
        var record = OptedOut();

        Assert.True(record.MaySend(Confirmation, 20, ""));
        Assert.False(record.MaySend(Confirmation, 20, ""));
        Assert.False(record.MaySend(Confirmation, 20, "out-1"));
    }

    [Theory]
    [InlineData((5 * Minute) - 1, true)]
    [InlineData(5 * Minute, false)]
    [InlineData((5 * Minute) + 1, false)]
    public void UseReply_FiveMinutesAfterTheText_IsTooLate(long after, bool may) =>
        Assert.Equal(may, OptedOut(at: 10).MaySend(Confirmation, 10 + after));

    [Fact]
    public void UseReply_OtherNumberThanTheOneTexted_IsRefused()
    {
        var record = OptedOut();

        Assert.False(record.MaySend(Confirmation, 20, sender: OurOther));
        Assert.True(record.MaySend(Confirmation, 20, sender: Ours));
        Assert.False(record.MaySend(Confirmation, 20, sender: OurOther));
    }

    [Fact]
    public void UseReply_OtherPurpose_IsRefused()
    {
        var record = OptedOut();

        Assert.False(record.MaySend(Help, 20));
        Assert.False(record.MaySend(MessagePurpose.OptInConfirmation, 20));
        Assert.True(record.MaySend(Confirmation, 20));
        Assert.False(record.MaySend(Help, 20));
    }

    [Fact]
    public void UseReply_NothingPending_IsRefused() => Assert.False(new RecordScenario().MaySend(Help, 20));

    [Fact]
    public void UseReply_RepliesOfTwoNumbers_AreEachPending()
    {
        var record = new RecordScenario();
        record.Help(10, Ours);
        record.Help(10, OurOther);

        Assert.True(record.MaySend(Help, 20, "out-1", OurOther));
        Assert.True(record.MaySend(Help, 20, "out-2", Ours));
    }

    [Fact]
    public void UseReply_SameOutgoingIdForAnotherNumber_UsesThatNumbersReply()
    {
        var record = new RecordScenario();
        record.Help(10, Ours);
        record.Help(10, OurOther);

        Assert.True(record.MaySend(Help, 20, "out-1", Ours));
        Assert.True(record.MaySend(Help, 20, "out-1", OurOther));
        Assert.False(record.MaySend(Help, 20, "out-2", OurOther));
    }

    [Theory]
    [InlineData(ConsentSource.InboundSms)]
    [InlineData(ConsentSource.Operator)]
    public void UseReply_CancelledByALaterOptOut_IsRefused(ConsentSource source)
    {
        var record = new RecordScenario();
        record.Help(10);
        record.Stop(20, source: source);

        Assert.False(record.MaySend(Help, 30));
    }

    [Fact]
    public void Apply_OptOut_CancelsBeforeItSetsItsOwnReply()
    {
        var record = new RecordScenario();
        record.Help(10, OurOther);
        record.Stop(20);

        Assert.Equal(Confirmation, Assert.Single(record.Record.PendingReplies).Purpose);
    }

    [Fact]
    public void UseReply_ConfirmationOfAnOptOutThatWasRepeated_IsCancelled()
    {
        var record = OptedOut();
        record.Stop(20);

        Assert.False(record.MaySend(Confirmation, 30));
    }

    [Fact]
    public void UseReply_OutgoingIdOfACancelledReply_IsRefused()
    {
        var record = new RecordScenario();
        record.Help(10);
        record.MaySend(Help, 20, "out-1");
        record.Stop(30);

        Assert.False(record.MaySend(Help, 40, "out-1"));
    }

    [Fact]
    public void UseReply_OptOutThatIsNotApplied_CancelsNothing()
    {
        var record = new RecordScenario();
        record.Start(20 * Minute, given: 20 * Minute);
        record.Help(20 * Minute);
        record.Stop(21 * Minute, given: 0);

        Assert.True(record.MaySend(Help, 21 * Minute));
    }

    [Fact]
    public void UseReply_TwoHelpsBeforeTheFirstReply_AnswersEachOnce()
    {
        var record = OptedOut();
        record.Help(20);
        record.Help(30);

        Assert.True(record.MaySend(Help, 40, "out-1"));
        Assert.True(record.MaySend(Help, 40, "out-2"));
        Assert.False(record.MaySend(Help, 40, "out-3"));
    }

    [Fact]
    public void UseReply_RetryAfterAnotherHelp_DoesNotUseUpTheNewReply()
    {
        var record = OptedOut();
        record.Help(20);
        record.MaySend(Help, 30, "out-1");
        record.Help(40);

        Assert.True(record.MaySend(Help, 50, "out-1"));
        Assert.True(record.MaySend(Help, 60, "out-2"));
    }

    [Fact]
    public void UseReply_RetryAfterAnEventPastTheWindow_GetsTheSameAnswer()
    {
        var record = OptedOut();
        record.MaySend(Confirmation, 20, "out-1");
        record.Perhaps(60 * Minute);

        Assert.True(record.MaySend(Confirmation, 60 * Minute, "out-1"));
    }

    [Fact]
    public void Apply_AnyEvent_DropsRepliesThatExpiredUnused()
    {
        var record = new RecordScenario();
        record.Help(10);

        record.Perhaps(9 + (5 * Minute));
        Assert.Single(record.Record.PendingReplies);
        record.Perhaps(10 + (5 * Minute));
        Assert.Empty(record.Record.PendingReplies);
    }

    [Fact]
    public void Apply_MoreThanSixteenReplies_DropsTheOldest()
    {
        var record = new RecordScenario();
        for (var number = 0; number < 17; number++)
        {
            record.Help(10 + number, Number(number));
        }

        Assert.Equal(16, record.Record.PendingReplies.Length);
        Assert.False(record.MaySend(Help, 50, sender: Number(0)));
        Assert.True(record.MaySend(Help, 50, sender: Number(1)));
        Assert.True(record.MaySend(Help, 50, sender: Number(16)));
    }

    private static SenderNumber Number(int number) => SenderNumber.Parse($"{10_000 + number}");

    private static RecordScenario OptedOut(long at = 10)
    {
        var record = new RecordScenario();
        record.Stop(at);
        return record;
    }
}
