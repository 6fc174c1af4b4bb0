using System.Text.Json;
using Consent.Core.Numbers;
using Consent.Core.Records;
using static Consent.Core.Tests.Records.RecordScenario;

namespace Consent.Core.Tests.Records;

/// <summary>A grain's state is stored as JSON: what comes back must be what was written.</summary>
public sealed class RecordJsonTests
{
    [Fact]
    public void ConsentRecord_Empty_ComesBack() => AssertComesBack(ConsentRecord.Empty);

    [Fact]
    public void ConsentRecord_MissingProperties_AreThoseOfAnEmptyRecord() =>
        AssertSame(ConsentRecord.Empty, JsonSerializer.Deserialize<ConsentRecord>("{}")!);

    [Fact]
    public void ConsentRecord_FullHistory_ComesBack()
    {
        var record = new RecordScenario();
        record.Stop(10, given: 5, sent: 9);
        record.MaySend(MessagePurpose.OptOutConfirmation, 20);
        record.Help(30, SenderNumber.Parse("Acme 1"));
        record.Help(31, SenderNumber.Parse("00123"));
        record.MaySend(MessagePurpose.HelpReply, 32, id: "", SenderNumber.Parse("00123"));
        record.Start(40, given: 4);
        record.Start(50);
        record.Perhaps(60);

        AssertComesBack(record.Record);
    }

    [Fact]
    public void ConsentRecord_BeforeItsCommit_ComesBackWithoutPositions() => AssertComesBack(RecordRules.Apply(
        ConsentRecord.Empty, Event(EventKind.OptOut, 10), ResubscribePolicy.CustomerStart, Replies).Record);

    [Fact]
    public void ConsentRecord_ThatCameBack_BehavesAsBefore()
    {
        var record = new RecordScenario();
        record.Stop(10, given: 10);
        var back = ThroughJson(record.Record);

        Assert.NotNull(RecordRules.UseReply(back, Ours, MessagePurpose.OptOutConfirmation, "out-1", At(20)));
        Assert.False(RecordRules.Apply(
            back, Event(EventKind.OptIn, 20, given: 10), ResubscribePolicy.CustomerStart, Replies).Applied);
        Assert.Equal(record.Record.ToStanding(), back.ToStanding());
    }

    [Fact]
    public void ConsentEvent_EveryProperty_ComesBack()
    {
        var said = Event(EventKind.OptOut, 10, given: 5, sent: 9) with
        {
            Account = AccountId.Parse("acme"),
            Actor = "ann",
            Evidence = "call 12",
            Body = "STOP \u26D4\uD83D\uDED1\u2028\"'<>&\\",
            RuleSet = "1",
            Repairs = EventRepairs.BodyCut | EventRepairs.TimeIgnored,
        };

        Assert.Equal(said, ThroughJson(said));
    }

    [Fact]
    public void ConsentEvent_FewestProperties_ComesBack()
    {
        var said = new ConsentEvent { Kind = EventKind.Help, Id = "1", Source = ConsentSource.InboundSms, ArrivedAt = At(0) };

        Assert.Equal(said, ThroughJson(said));
    }

    [Fact]
    public void ConsentEvent_WithoutItsTexts_HasEmptyOnes()
    {
        var said = JsonSerializer.Deserialize<ConsentEvent>("""{"Kind":3,"Id":"1","Source":1,"ArrivedAt":0}""")!;

        Assert.Equal(
            ("", "", "", "", "", ""),
            (said.Gateway, said.Actor, said.Evidence, said.Body, said.Matched, said.RuleSet));
    }

    [Fact]
    public void DecidingEvent_WithoutItsTexts_HasEmptyOnes()
    {
        var decided = JsonSerializer.Deserialize<DecidingEvent>("""{"At":0,"Source":1}""")!;

        Assert.Equal(("", ""), (decided.Gateway, decided.Matched));
    }

    // The database's triggers read this name, and so do states that are stored already.
    [Fact]
    public void DecidingEvent_Matched_IsStoredAsKeyword()
    {
        var decided = new DecidingEvent { At = At(0), Source = ConsentSource.InboundSms, Matched = "stop" };

        Assert.Contains("\"keyword\":\"stop\"", JsonSerializer.Serialize(decided), StringComparison.Ordinal);
    }

    private static void AssertComesBack(ConsentRecord record) => AssertSame(record, ThroughJson(record));

    // Arrays are compared by what is in them; a record's own equality compares them by reference.
    private static void AssertSame(ConsentRecord expected, ConsentRecord actual)
    {
        Assert.Equal(expected.PendingReplies.AsEnumerable(), actual.PendingReplies);
        Assert.Equal(expected.Answered.AsEnumerable(), actual.Answered);
        Assert.Equal(
            expected,
            actual with { PendingReplies = expected.PendingReplies, Answered = expected.Answered });
    }

    private static T ThroughJson<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value))!;
}
