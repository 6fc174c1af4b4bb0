using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Storage.Database;
using Consent.Storage.Ledger;
using Consent.Storage.Tests.Databases;
using Consent.Storage.Tests.Registry;

namespace Consent.Storage.Tests.Ledger;

/// <summary>What stood at a position, and which position it was at a time.</summary>
public abstract class LedgerPastTests(Func<ITestDatabase> create) : DatabaseSuite(create)
{
    private LedgerPast Past => new(new LedgerArchive(new ConsentDatabase(StorageProvider.Sqlite, Database.Source)));

    [Fact]
    public async Task FindRecord_AtEachPosition_StandsAsItDidThen()
    {
        var story = new RecordStory(Database, Samples.Number());
        await new RecordStory(Database, Samples.Number(9)).EnterAsync(Samples.OptOut("0"));
        var stood = new List<ConsentRecord> { ConsentRecord.Empty, story.Record };
        foreach (var said in new[]
        {
            Samples.Help("1", 5), Samples.OptOut("2", 10), Samples.OptOut("late", 8), Samples.OptIn("3", 20), Samples.OptIn("4", 20),
            Samples.OptOut("5", 30),
        })
        {
            await story.EnterAsync(said);
            stood.Add(story.Record);
        }

        for (var position = 0; position < stood.Count; position++)
        {
            var found = await Past.FindRecordAsync(story.Key, position, default);

            Assert.Equal(stood[position].ToStanding(), found.ToStanding());
            Assert.Equal(
                (stood[position].Revision, stood[position].State, stood[position].Decided?.Matched),
                (found.Revision, found.State, found.Decided?.Matched));
        }

        Assert.Equal(7, await Past.EndAsync(default));
    }

    [Fact]
    public async Task FindRecord_OfAnAccount_IsNotANumbers()
    {
        await new RecordStory(Database, Samples.Number()).EnterAsync(Samples.OptOut("1"));
        await new RecordStory(Database, Samples.Account()).EnterAsync(Samples.Help("2"));

        Assert.Equal(
            (ConsentState.Subscribed, 1L, null), await FoundAsync(Samples.Account()));
        Assert.Equal((ConsentState.OptedOut, 1L, "stop"), await FoundAsync(Samples.Number()));
    }

    [Fact]
    public async Task Find_OfWhatWasRegisteredLater_IsNone()
    {
        var registry = new RegistryStory(Writer);
        await registry.PutAsync(RegistryStory.Account("one"));
        await registry.PutAsync(RegistryStory.Sender());
        await registry.PutAsync(RegistryStory.Account("two"));
        await registry.PutAsync(RegistryStory.Sender(kind: SenderKind.Standard));
        await registry.PutAsync(RegistryStory.Sender("55512"));

        await AssertAtEachAsync([1, 2, 3], ["one", "one", "two"], async position =>
            (await Past.FindAccountAsync(RegistryStory.AccountId, position, default))?.DisplayName);
        await AssertAtEachAsync([1, 2, 3, 4], [null, SenderKind.Engage, SenderKind.Engage, SenderKind.Standard], async position =>
            (await Past.FindSenderAsync(Samples.Sender, position, default))?.Kind);
        await AssertAtEachAsync([1, 2, 4, 5], [0, 1, 1, 2], async position =>
            (await Past.SendersAsync(RegistryStory.AccountId, position, default)).Count);
        Assert.Null(await Past.FindAccountAsync(RegistryStory.AccountId, 0, default));
        Assert.Equal(
            ["+15550001111 Standard", "55512 Engage"],
            (await Past.SendersAsync(RegistryStory.AccountId, 5, default)).Select(sender => $"{sender.Number} {sender.Kind}"));
    }

    [Fact]
    public async Task PositionAt_ATime_CountsWhatWasRecordedByThen()
    {
        var customer = Samples.Number().Customer;
        Assert.Equal((0, 0), (await Past.EndAsync(default), await Past.PositionAtAsync(Samples.Start, customer, default)));
        await InsertAsync(1, 100);
        await InsertAsync(2, 200);
        await InsertAsync(3, 200);
        await InsertAsync(4, 300);

        await AssertAtEachAsync([99, 100, 199, 200, 299, 300, 1_000], [0, 1, 1, 3, 3, 4, 4], time =>
            Past.PositionAtAsync(new Instant(time), customer, default));
    }

    [Fact]
    public async Task PositionAt_AfterTheClockWasSetBack_LeavesOutNoneOfTheCustomers()
    {
        var customer = Samples.Number().Customer;
        await InsertAsync(1, 100);
        await InsertAsync(2, 300);
        await InsertAsync(3, 290, customer.ToString());

        Assert.Equal(3, await Past.PositionAtAsync(new Instant(300), customer, default));
        Assert.Equal(3, await Past.PositionAtAsync(new Instant(295), customer, default));
        Assert.Equal(1, await Past.PositionAtAsync(new Instant(280), customer, default));
    }

    private async Task<(ConsentState State, long Revision, string? Keyword)> FoundAsync(RecordKey key)
    {
        var found = await Past.FindRecordAsync(key, 2, default);
        return (found.State, found.Revision, found.Decided?.Matched);
    }

    private static async Task AssertAtEachAsync<T>(int[] at, T[] expected, Func<int, Task<T>> find)
    {
        var found = new List<T>();
        foreach (var moment in at)
        {
            found.Add(await find(moment));
        }

        Assert.Equal(expected.AsEnumerable(), found);
    }

    // As the triggers would, but at a time of its own.
    private Task<int> InsertAsync(long position, long recordedAt, string customer = "") => Database.Source.ExecuteAsync(
        """
        INSERT INTO ledger
            (position, mark, kind, record_key, customer_number, record_revision, record_state, record_was_opted_out, source, message_id,
             gateway, actor, evidence, body, keyword, rule_set, repairs, arrived_at, occurred_at, recorded_at, applied, moved)
        SELECT CAST(@position AS bigint), 0, 101, 'account:a', @customer, CAST(@position AS bigint), 0, (1 = 0), 0, '', '', '', '', '', '',
            '', 0, 0, 0, CAST(@recorded AS bigint), (1 = 1), (1 = 0)
        """,
        ("@position", position),
        ("@recorded", recordedAt),
        ("@customer", customer));
}
