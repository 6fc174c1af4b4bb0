using Consent.Core.Records;
using static Consent.Core.Tests.Records.RecordScenario;

namespace Consent.Core.Tests.Records;

/// <summary>The reply that each kind of text calls for: the table "Replies" of docs/concepts.md, row by row.</summary>
public sealed class OfferedReplyTests
{
    [Fact]
    public void Apply_FirstOptOut_OffersTheConfirmationForFiveMinutes()
    {
        var record = new RecordScenario();
        var told = record.Stop(1_000, given: 10);

        Assert.Equal(new OfferedReply(MessagePurpose.OptOutConfirmation, "confirmation", At(1_000 + (5 * Minute))), told.Reply);
        Assert.Equal(
            new PendingReply(MessagePurpose.OptOutConfirmation, Ours, At(1_000 + (5 * Minute))),
            Assert.Single(record.Record.PendingReplies));
    }

    [Fact]
    public void Apply_OptOutAfterAnOptIn_OffersTheConfirmationAgain()
    {
        var record = new RecordScenario();
        record.Stop(10);
        record.Start(20);

        Assert.Equal(MessagePurpose.OptOutConfirmation, record.Stop(30).Reply!.Purpose);
    }

    [Fact]
    public void Apply_OptOutWhileOptedOut_OffersNone()
    {
        var record = new RecordScenario();
        record.Stop(10);

        Assert.Null(record.Stop(20).Reply);
    }

    [Fact]
    public void Apply_OptOutWhileOptedOutThatBlocksAnotherRecord_OffersTheConfirmationOnce()
    {
        var record = new RecordScenario();
        record.Stop(10);

        var more = RecordRules.Apply(
            record.Record, Event(EventKind.OptOut, 20), ResubscribePolicy.CustomerStart, Replies with { BlocksMore = true });

        Assert.Equal(MessagePurpose.OptOutConfirmation, more.Reply!.Purpose);
        Assert.Single(more.Record.PendingReplies);
    }

    [Theory]
    [InlineData(EventKind.OptOut)]
    [InlineData(EventKind.OptIn)]
    [InlineData(EventKind.Help)]
    [InlineData(EventKind.PossibleOptIn)]
    public void Apply_TextWhoseReplyAnotherRecordOffers_OffersNone(EventKind kind)
    {
        var told = RecordRules.Apply(ConsentRecord.Empty, Event(kind, 10), ResubscribePolicy.CustomerStart, ReplyTexts.None);

        Assert.Null(told.Reply);
        Assert.Empty(told.Record.PendingReplies);
        Assert.Null(told.Record.Answered.Single().Reply);
    }

    [Fact]
    public void Apply_OptOutNotApplied_OffersNone()
    {
        var record = new RecordScenario();
        record.Start(20 * Minute, given: 20 * Minute);

        Assert.Null(record.Stop(30 * Minute, given: 0).Reply);
        Assert.Empty(record.Record.PendingReplies);
    }

    [Theory]
    [InlineData(ConsentSource.Operator)]
    [InlineData(ConsentSource.WebForm)]
    [InlineData(ConsentSource.PhoneCall)]
    [InlineData(ConsentSource.Email)]
    [InlineData(ConsentSource.PostalMail)]
    [InlineData(ConsentSource.Import)]
    [InlineData(ConsentSource.Provider)]
    [InlineData(ConsentSource.Carrier)]
    [InlineData(ConsentSource.Button)]
    public void Apply_OptOutThatIsNoText_OffersNone(ConsentSource source)
    {
        var record = new RecordScenario();

        Assert.Null(record.Stop(10, source: source).Reply);
        Assert.Empty(record.Record.PendingReplies);
    }

    [Fact]
    public void Apply_OptInThatTakesEffect_OffersAnOrdinaryMessage()
    {
        var record = new RecordScenario();
        record.Stop(10, source: ConsentSource.Operator);
        var told = record.Start(20);

        Assert.Equal(new OfferedReply(MessagePurpose.OptInConfirmation, "welcome", null), told.Reply);
        Assert.Empty(record.Record.PendingReplies);
    }

    [Fact]
    public void Apply_OptInOnAnUndecidedRecord_OffersTheConfirmation() =>
        Assert.Equal(MessagePurpose.OptInConfirmation, new RecordScenario().Start(20).Reply!.Purpose);

    [Fact]
    public void Apply_OptInWhileSubscribed_OffersNone()
    {
        var record = new RecordScenario();
        record.Start(10);

        Assert.Null(record.Start(20).Reply);
    }

    [Fact]
    public void Apply_OptInNotApplied_OffersHowToReturn()
    {
        var record = new RecordScenario();
        record.Stop(20, given: 20);
        var told = record.Start(30, given: 20);

        Assert.Equal(new OfferedReply(MessagePurpose.HelpReply, "how to return", At(30 + (5 * Minute))), told.Reply);
        Assert.True(record.MaySend(MessagePurpose.HelpReply, 31));
    }

    [Fact]
    public void Apply_Help_OffersTheHelpForFiveMinutes()
    {
        var record = new RecordScenario();
        var told = record.Help(20);

        Assert.Equal(LedgerEntryKind.HelpRequested, told.Entry);
        Assert.Equal(new OfferedReply(MessagePurpose.HelpReply, "help", At(20 + (5 * Minute))), told.Reply);
        Assert.True(record.MaySend(MessagePurpose.HelpReply, 21));
    }

    [Fact]
    public void Apply_HelpWhileOptedOut_OffersTheHelp()
    {
        var record = new RecordScenario();
        record.Stop(10);

        Assert.Equal("help", record.Help(20).Reply!.Body);
        Assert.True(record.MaySend(MessagePurpose.HelpReply, 21));
    }

    [Fact]
    public void Apply_PossibleOptOut_OffersNone()
    {
        var told = new RecordScenario().Perhaps(20);

        Assert.Equal(LedgerEntryKind.PossibleOptOut, told.Entry);
        Assert.Null(told.Reply);
    }

    [Fact]
    public void Apply_PossibleOptInWhileOptedOut_OffersHowToReturnAndChangesNothing()
    {
        var record = new RecordScenario();
        record.Stop(10);
        var before = record.Record;

        var told = record.PerhapsBack(20);

        Assert.Equal((LedgerEntryKind.PossibleOptIn, true, false), (told.Entry, told.Applied, told.Decides));
        Assert.Equal(new OfferedReply(MessagePurpose.HelpReply, "how to return", At(20 + (5 * Minute))), told.Reply);
        Assert.Equal(
            (before.State, before.Decided, before.WasOptedOut, before.ToStanding()),
            (record.Record.State, record.Record.Decided, record.Record.WasOptedOut, record.Record.ToStanding()));
        Assert.True(record.MaySend(MessagePurpose.HelpReply, 21));
        Assert.False(record.MaySend(MessagePurpose.HelpReply, 22, "out-2"));
    }

    [Fact]
    public void Apply_PossibleOptInWhileNotOptedOut_SaysSo()
    {
        Assert.Equal("still subscribed", new RecordScenario().PerhapsBack(20).Reply!.Body);

        var record = new RecordScenario();
        record.Stop(10);
        record.Start(20);
        Assert.Equal("still subscribed", record.PerhapsBack(30).Reply!.Body);
    }

    [Fact]
    public void ForOptedOut_ByAnotherRecord_NothingSaysSubscribed() =>
        Assert.Equal("how to return", Replies.ForOptedOut().StillSubscribed);

    [Fact]
    public void Apply_AnyEvent_RemembersWhatWasAnswered()
    {
        var record = new RecordScenario();
        var said = Event(EventKind.Help, 20);
        var told = record.Hear(said);

        Assert.Equal(
            new AnsweredEvent(EventIdentity.Of(said), "Help", true, told.Reply, Position: 1),
            Assert.Single(record.Record.Answered));
    }
}
