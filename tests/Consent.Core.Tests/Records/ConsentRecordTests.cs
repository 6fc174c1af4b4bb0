using Consent.Core.Records;
using static Consent.Core.Tests.Records.RecordScenario;

namespace Consent.Core.Tests.Records;

public sealed class ConsentRecordTests
{
    [Fact]
    public void Empty_NothingSaid_IsSubscribedAndUndecided()
    {
        Assert.Equal(ConsentState.Subscribed, ConsentRecord.Empty.State);
        Assert.Null(ConsentRecord.Empty.Decided);
        Assert.Equal(default, ConsentRecord.Empty.ToStanding());
        Assert.Equal(0, ConsentRecord.Empty.Revision);
    }

    [Fact]
    public void Apply_SeventeenEvents_RemembersTheLastSixteenOldestFirst()
    {
        var record = new RecordScenario();
        var said = Enumerable.Range(0, 17).Select(number => Event(EventKind.Help, number)).ToList();
        said.ForEach(heard => record.Hear(heard));

        Assert.Equal(said.Skip(1).Select(EventIdentity.Of), record.Record.Answered.Select(answered => answered.Identity));
        Assert.Equal(
            Enumerable.Range(2, 16).Select(position => (long?)position),
            record.Record.Answered.Select(answered => answered.Position));
        Assert.Equal(17, record.Record.Revision);
    }

    [Fact]
    public void CommittedAt_EventThatDecided_GivesItAndItsAnswerThePosition()
    {
        var record = RecordRules.Apply(
            ConsentRecord.Empty, Event(EventKind.OptOut, 10), ResubscribePolicy.CustomerStart, Replies).Record;
        Assert.Null(record.Decided!.Position);
        Assert.Null(record.Answered[^1].Position);

        var committed = record.CommittedAt(77);

        Assert.Equal(77, committed.Decided!.Position);
        Assert.Equal(77, committed.Answered[^1].Position);
    }

    [Fact]
    public void CommittedAt_EventThatDecidedNothing_LeavesTheDecidingPosition()
    {
        var record = new RecordScenario();
        record.Stop(10);
        record.Help(20);

        Assert.Equal(1, record.Record.Decided!.Position);
        Assert.Equal([1L, 2L], record.Record.Answered.Select(answered => answered.Position!.Value));
    }

    [Fact]
    public void CommittedAt_UseOfAReply_MovesNoPosition()
    {
        var record = new RecordScenario();
        record.Stop(10);
        record.MaySend(MessagePurpose.OptOutConfirmation, 20);
        var committed = record.Record.CommittedAt(2);

        Assert.Equal(1, committed.Decided!.Position);
        Assert.Equal(1, Assert.Single(committed.Answered).Position);
    }

    [Fact]
    public void ToStanding_DecidedRecord_TellsWhatACheckNeeds()
    {
        var record = new RecordScenario();
        record.Stop(10, given: 5, source: ConsentSource.WebForm);
        Assert.Equal(new Standing(ConsentState.OptedOut, ConsentSource.WebForm, true, At(5), 1), record.Record.ToStanding());

        record.Start(20);
        Assert.Equal(
            new Standing(ConsentState.Subscribed, ConsentSource.InboundSms, true, At(20), 2), record.Record.ToStanding());
    }

    [Fact]
    public void ToStanding_BeforeTheCommit_HasNoPosition()
    {
        var record = RecordRules.Apply(
            ConsentRecord.Empty, Event(EventKind.OptOut, 10), ResubscribePolicy.CustomerStart, Replies).Record;

        Assert.Equal(0, record.ToStanding().Position);
    }

    [Fact]
    public void ToStanding_OnlyHelpAsked_IsNone()
    {
        var record = new RecordScenario();
        record.Help(10);

        Assert.True(record.Record.ToStanding().IsNone);
    }
}
