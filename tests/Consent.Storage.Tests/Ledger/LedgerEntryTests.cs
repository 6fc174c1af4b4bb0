using System.Text.Json;
using Consent.Core.Records;
using Consent.Core.Numbers;
using Consent.Storage.Json;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Ledger;

/// <summary>What the triggers make of a state: every column of the entry and of the record's row.</summary>
public abstract class LedgerEntryTests(Func<ITestDatabase> create) : DatabaseSuite(create)
{
    private static readonly ConsentEvent Full = Samples.OptOut("m-1", 60) with
    {
        SentAt = Samples.Start + TimeSpan.FromSeconds(59),
        Account = AccountId.Parse("acme"),
        Actor = "operator-7",
        Evidence = "ticket 12\nline two",
        Repairs = EventRepairs.BodyCut | EventRepairs.TimeIgnored,
    };

    [Fact]
    public async Task Entry_OfAFullEvent_HasEveryColumn()
    {
        var story = new RecordStory(Database, Samples.Number());

        await story.EnterAsync(Full);

        // Sent one second before it was given: reckoned as one second after its arrival, and nothing is later than that.
        Dictionary<string, object?> expected = new()
        {
            ["position"] = 1L,
            ["kind"] = (long)LedgerEntryKind.OptedOut,
            ["record_key"] = "number:+15550001111/+15552220000",
            ["record_sender_number"] = "+15550001111",
            ["record_account_id"] = null,
            ["customer_number"] = "+15552220000",
            ["record_revision"] = 1L,
            ["record_state"] = (long)ConsentState.OptedOut,
            ["record_was_opted_out"] = 1L,
            ["record_changed_at"] = Milliseconds(60),
            ["record_source"] = (long)ConsentSource.InboundSms,
            ["record_keyword"] = "stop",
            ["source"] = (long)ConsentSource.InboundSms,
            ["sender_number"] = "+15550001111",
            ["account_id"] = "acme",
            ["message_id"] = "m-1",
            ["gateway"] = "gateway-1",
            ["actor"] = "operator-7",
            ["evidence"] = "ticket 12\nline two",
            ["body"] = "STOP",
            ["keyword"] = "stop",
            ["rule_set"] = "rules-1",
            ["repairs"] = 3L,
            ["given_at"] = Milliseconds(60),
            ["sent_at"] = Milliseconds(59),
            ["arrived_at"] = Milliseconds(60),
            ["occurred_at"] = Milliseconds(60),
            ["applied"] = 1L,
            ["moved"] = 1L,
            ["identity"] = EventIdentity.Of(Full),
            ["registered"] = null,
        };
        AssertColumns(expected, Assert.Single(await Database.Source.RowsAsync("SELECT * FROM ledger")), "mark", "recorded_at", "reply");
    }

    [Fact]
    public async Task Entry_OfAnAccountsPossibleOptOut_LeavesEmptyWhatThereIsNot()
    {
        var story = new RecordStory(Database, Samples.Account());

        await story.EnterAsync(new ConsentEvent
        {
            Kind = EventKind.PossibleOptOut,
            Id = "m-2",
            Source = ConsentSource.InboundSms,
            ArrivedAt = Samples.Start,
        });

        var entry = Assert.Single(await Database.Source.RowsAsync("SELECT * FROM ledger"));
        Assert.Equal("account:acme-plumbing_1/+15552220000", entry["record_key"]);
        Assert.Equal("acme-plumbing_1", entry["record_account_id"]);
        Assert.Equal((long)LedgerEntryKind.PossibleOptOut, entry["kind"]);
        Assert.Equal<object?>([0L, 0L], [entry["moved"], entry["record_was_opted_out"]]);
        Assert.All(
            ["record_sender_number", "record_changed_at", "record_source", "record_keyword", "sender_number", "account_id", "given_at", "sent_at", "reply"],
            column => Assert.Null(entry[column]));
    }

    [Fact]
    public async Task Entry_OfAnOfferedReply_KeepsItAsAnswered()
    {
        var story = new RecordStory(Database, Samples.Number());

        await story.EnterAsync(Full);

        var json = (string)(await Database.Source.ScalarAsync("SELECT reply FROM ledger"))!;
        Assert.Equal(
            new OfferedReply(MessagePurpose.OptOutConfirmation, "confirmed", Full.ArrivedAt + RecordRules.ReplyWindow),
            JsonSerializer.Deserialize(json, ConsentJson.Default.OfferedReply));
    }

    [Fact]
    public async Task Record_AfterAFullEvent_HasEveryColumn()
    {
        var story = new RecordStory(Database, Samples.Number());

        await story.EnterAsync(Full);

        Dictionary<string, object?> expected = new()
        {
            ["record_key"] = "number:+15550001111/+15552220000",
            ["sender_number"] = "+15550001111",
            ["account_id"] = null,
            ["customer_number"] = "+15552220000",
            ["state"] = (long)ConsentState.OptedOut,
            ["was_opted_out"] = 1L,
            ["changed_at"] = Milliseconds(60),
            ["source"] = (long)ConsentSource.InboundSms,
            ["keyword"] = "stop",
            ["changed_position"] = 1L,
            ["revision"] = 1L,
            ["last_position"] = 1L,
        };
        AssertColumns(expected, Assert.Single(await Database.Source.RowsAsync("SELECT * FROM consent_record")));
    }

    [Fact]
    public async Task Record_AfterAnEventThatDecidesNothing_KeepsTheOneThatDid()
    {
        var story = new RecordStory(Database, Samples.Number());
        await story.EnterAsync(Samples.OptOut("1", 10));
        await story.EnterAsync(Samples.OptOut("2", 5));
        await story.EnterAsync(Samples.Help("3", 20));

        var record = Assert.Single(await Database.Source.RowsAsync("SELECT * FROM consent_record"));

        Assert.Equal<object?>([Milliseconds(10), 1L], [record["changed_at"], record["changed_position"]]);
        Assert.Equal<object?>([3L, 3L], [record["revision"], record["last_position"]]);
        var moved = await Database.Source.RowsAsync("SELECT moved FROM ledger ORDER BY position");
        Assert.Equal([1L, 0L, 0L], moved.Select(row => (long)row["moved"]!));
    }

    [Fact]
    public async Task Record_AfterAResubscription_IsSubscribedAndWasOptedOut()
    {
        var story = new RecordStory(Database, Samples.Number());
        await story.EnterAsync(Samples.OptOut("1", 10));
        await story.EnterAsync(Samples.OptIn("2", 20));

        var record = Assert.Single(await Database.Source.RowsAsync("SELECT * FROM consent_record"));

        Assert.Equal<object?>([(long)ConsentState.Subscribed, 1L], [record["state"], record["was_opted_out"]]);
        Assert.Equal<object?>(["start", 2L, Milliseconds(20)], [record["keyword"], record["changed_position"], record["changed_at"]]);
    }

    private static long Milliseconds(int second) => (Samples.Start + TimeSpan.FromSeconds(second)).Milliseconds;

    // The filled columns' values are the database's to give, or have a test of their own.
    private static void AssertColumns(Dictionary<string, object?> expected, Dictionary<string, object?> actual, params string[] filled)
    {
        Assert.All(filled, column => Assert.NotNull(actual[column]));
        Assert.Equal(expected.Keys.Concat(filled).Order(), actual.Keys.Order());
        Assert.All(expected, column => Assert.Equal(column, KeyValuePair.Create(column.Key, actual[column.Key])));
    }
}
