using System.Globalization;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Reviews;
using Consent.Storage.Tests.Databases;
using Consent.Storage.Tests.Seals;

namespace Consent.Storage.Tests.Numbers;

/// <summary>A database of the build before, merged: the records of one phone are one.</summary>
public abstract class MergeTests : DatabaseSuite
{
    protected MergeTests(Func<ITestDatabase> create)
        : base(create) => Database.ForgetNumberPlan();

    // What each spelling's record heard, at which second; and whose stands in the end.
    public static TheoryData<bool, string, string, ConsentState, string> Cases => new()
    {
        { false, "out 0", "", ConsentState.OptedOut, Mexican.Older },
        { false, "in 0", "", ConsentState.Subscribed, Mexican.Older },
        { false, "help 0", "", ConsentState.Subscribed, "" },
        { false, "help 0", "help 10", ConsentState.Subscribed, "" },
        { false, "out 0", "out 10", ConsentState.OptedOut, Mexican.Canonical },
        { false, "out 10", "out 0", ConsentState.OptedOut, Mexican.Older },
        { false, "in 0", "in 10", ConsentState.Subscribed, Mexican.Canonical },
        { false, "out 0", "in 300", ConsentState.OptedOut, Mexican.Older },
        { false, "out 0", "in 301", ConsentState.Subscribed, Mexican.Canonical },
        { false, "in 300", "out 0", ConsentState.OptedOut, Mexican.Canonical },
        { false, "in 301", "out 0", ConsentState.Subscribed, Mexican.Older },
        { false, "in 0", "out 301", ConsentState.OptedOut, Mexican.Canonical },
        { false, "out 0", "help 999", ConsentState.OptedOut, Mexican.Older },
        { false, "help 999", "out 0", ConsentState.OptedOut, Mexican.Canonical },
        { true, "out 0", "", ConsentState.OptedOut, Mexican.Older },
        { true, "out 0", "in 300", ConsentState.OptedOut, Mexican.Older },
        { true, "in 301", "out 0", ConsentState.Subscribed, Mexican.Older },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Apply_RecordsUnderTwoSpellings_MakesThemOne(
        bool isAccount, string older, string canonical, ConsentState expected, string deciding)
    {
        List<OlderRecord> before = [await FillAsync(isAccount, Mexican.Older, older)];
        if (canonical.Length > 0)
        {
            before.Add(await FillAsync(isAccount, Mexican.Canonical, canonical));
        }

        var entries = await Database.Source.RowsAsync("SELECT * FROM ledger ORDER BY position");

        Database.ApplyNumberPlan();

        var key = isAccount ? Mexican.Account() : Mexican.Number();
        var merged = await RecordStory.OfStoredAsync(Database, key);
        var decided = before.Find(record => record.Key.EndsWith($"/{deciding}", StringComparison.Ordinal))?.Record.Decided;
        Assert.Equal((expected, decided), (merged.Record.State, merged.Record.Decided));
        Assert.Equal(before.Sum(record => record.Record.Revision) + 1, merged.Record.Revision);

        // The ledger has one entry more, and those before are as they were.
        var after = await Database.Source.RowsAsync("SELECT * FROM ledger ORDER BY position");
        Assert.Equal(entries, after.SkipLast(1));
        Assert.Equal(
            ((long)LedgerEntryKind.Merged, key.ToString(), 0L, 1L, (long)expected, decided?.At.Milliseconds, merged.Record.Revision),
            (after[^1]["kind"], after[^1]["record_key"], after[^1]["moved"], after[^1]["applied"], after[^1]["record_state"],
                after[^1]["record_changed_at"], after[^1]["record_revision"]));
        Assert.All(before, record => Assert.Contains(record.Key, (string)after[^1]["evidence"]!, StringComparison.Ordinal));

        // The record's row is one, with the position of the event that decided.
        var row = Assert.Single(await Database.Source.RowsAsync("SELECT * FROM consent_record"));
        Assert.Equal(
            (key.ToString(), before[^1].Key.Split('/')[1], decided?.Position, after[^1]["position"]),
            (row["record_key"], row["customer_number"], row["changed_position"], row["last_position"]));
        var loaded = await LoadedRecords.OfAsync(Database);
        Assert.Equal(decided is null ? [] : [(key, merged.Record.ToStanding())], loaded.Select(record => (record.Key, record.Standing)));
    }

    [Fact]
    public async Task Apply_Again_ChangesNothing()
    {
        await FillAsync(false, Mexican.Older, "out 0");
        Database.ApplyNumberPlan();
        Assert.Equal([1, 2], await Database.Source.PositionsAsync());

        Database.ApplyNumberPlan();

        Assert.Equal([1, 2], await Database.Source.PositionsAsync());
        var plan = Assert.Single(await Database.Source.RowsAsync("SELECT version, position FROM number_plan"));
        Assert.Equal((Renumberings.Version, 2L), (plan["version"], plan["position"]));
    }

    [Fact]
    public async Task Apply_ByOlderRules_IsRefused()
    {
        await Database.Source.ExecuteAsync($"INSERT INTO number_plan VALUES (1, '{Renumberings.Version}', 0), (2, 'newer', 0)");

        var refusal = Assert.Throws<Storage.Database.StorageRefusedException>(() => Database.ApplyNumberPlan());

        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_AfterOlderRules_KeepsBoth()
    {
        await Database.Source.ExecuteAsync("INSERT INTO number_plan VALUES (1, 'older', 0)");
        await FillAsync(false, Mexican.Older, "out 0");

        Database.ApplyNumberPlan();

        var plans = await Database.Source.RowsAsync("SELECT version, position FROM number_plan ORDER BY turn");
        Assert.Equal([("older", 0L), (Renumberings.Version, 2L)], plans.Select(plan => ((string)plan["version"]!, (long)plan["position"]!)));
    }

    [Fact]
    public async Task Apply_OtherNumbers_LeavesThemAlone()
    {
        await new RecordStory(Database, Samples.Number()).EnterAsync(Samples.OptOut("1"));
        await FillAsync(true, Mexican.Canonical, "out 0");
        var before = await Database.Source.RowsAsync("SELECT * FROM consent_record");

        Database.ApplyNumberPlan();

        Assert.Equal([1, 2], await Database.Source.PositionsAsync());
        Assert.Equal(before, await Database.Source.RowsAsync("SELECT * FROM consent_record"));
    }

    [Fact]
    public async Task Apply_SpellingsOfCustomerAndSender_MakesOneOfAllFour()
    {
        foreach (var (sender, customer, second) in new[]
        {
            (Mexican.OlderSender, Mexican.Older, 1), (Mexican.OlderSender, Mexican.Canonical, 2),
            (Mexican.CanonicalSender, Mexican.Older, 3), (Mexican.CanonicalSender, Mexican.Canonical, 4),
        })
        {
            await OlderRecord.OfNumber(Database, customer, sender)
                .EnterAsync(Samples.OptOut("same", second) with { Sender = SenderNumber.Parse(sender) });
        }

        Database.ApplyNumberPlan();

        var key = RecordKey.ForNumber(SenderNumber.Parse(Mexican.CanonicalSender), Mexican.Phone());
        var merged = (await RecordStory.OfStoredAsync(Database, key)).Record;
        Assert.Equal((5, 4L, 4), (merged.Revision, merged.Decided!.Position, merged.Answered.Length));
        Assert.All(merged.Answered, answered => Assert.StartsWith($"OptOut\t{Mexican.CanonicalSender}\t", answered.Identity, StringComparison.Ordinal));
        var row = Assert.Single(await Database.Source.RowsAsync("SELECT * FROM consent_record"));
        Assert.Equal((Mexican.CanonicalSender, Mexican.Canonical), (row["sender_number"], row["customer_number"]));
    }

    [Fact]
    public async Task Write_AfterTheMerge_GoesOnWithTheRecord()
    {
        await FillAsync(false, Mexican.Older, "out 0");
        await FillAsync(false, Mexican.Canonical, "in 10");
        Database.ApplyNumberPlan();
        var story = await RecordStory.OfStoredAsync(Database, Mexican.Number());

        var position = await story.EnterAsync(Samples.OptIn("later", 20).By(Mexican.Older));

        Assert.Equal((ConsentState.Subscribed, 4L, position), (story.Record.State, story.Record.Revision, story.Record.Decided!.Position));
        Assert.Equal(position, Assert.Single(await LoadedRecords.OfAsync(Database)).Standing.Position);
    }

    [Fact]
    public async Task Poll_OverAMerge_BringsNoChange()
    {
        // A server of the build before goes on with the records as it knew them.
        await FillAsync(false, Mexican.Older, "out 0");
        await FillAsync(false, Mexican.Canonical, "in 301");
        Database.ApplyNumberPlan();

        var entry = Assert.Single((await Database.Roster.PollAsync("", 2, 10, default)).Entries);

        Assert.Equal((3, null), (entry.Position, entry.Change));
    }

    [Fact]
    public async Task Apply_RecordsWithReviews_MovesThemAlong()
    {
        var open = await FillAsync(false, Mexican.Older, "perhaps 0");
        await FillAsync(false, Mexican.Canonical, "help 10");
        var settled = await FillAsync(true, Mexican.Older, "perhaps 20");
        await settled.EnterAsync(Samples.OptOut("settling", 30) with { Sender = null });

        Database.ApplyNumberPlan();

        var reviews = new ReviewTable(Database.Store);
        Assert.Equal(
            [(1L, ReviewState.Open), (3L, ReviewState.Settled)],
            new[] { await reviews.FindAsync(1, default), await reviews.FindAsync(3, default) }.Select(each => (each!.Entry.Position, each.State)));
        Assert.Equal(
            [(1L, Mexican.Number().ToString()), (3L, Mexican.Account().ToString())],
            (await Database.Source.RowsAsync("SELECT position, record_key FROM consent_review ORDER BY position"))
                .Select(row => ((long)row["position"]!, (string)row["record_key"]!)));
        Assert.Equal(1, Assert.Single(await reviews.OpenAtAsync(Mexican.Number(), 99, default)).Entry.Position);
        Assert.Contains(await LoadedRecords.OfAsync(Database), record => record.Key == Mexican.Number() && record.Standing.HasOpenReview);
        Assert.StartsWith(Mexican.Older, open.Key.Split('/')[1], StringComparison.Ordinal);

        // What is said now by the other spelling settles it.
        await (await RecordStory.OfStoredAsync(Database, Mexican.Number())).EnterAsync(Samples.OptOut("stop", 40).By(Mexican.Canonical));
        Assert.Equal(ReviewState.Settled, (await reviews.FindAsync(1, default))!.State);
    }

    [Theory]
    [InlineData(Mexican.Older, Mexican.Canonical)]
    [InlineData(Mexican.Canonical, Mexican.Older)]
    public async Task Apply_AnOpenReviewWhereTheOtherSpellingIsOptedOut_IsSettled(string doubted, string optedOut)
    {
        await FillAsync(false, doubted, "perhaps 0");
        await FillAsync(false, optedOut, "out 10");

        Database.ApplyNumberPlan();

        var review = await new ReviewTable(Database.Store).FindAsync(1, default);
        Assert.Equal((3L, LedgerEntryKind.Merged), (review!.Settlement!.Position, review.Settlement.Entry));
        Assert.True(review.Settlement.Agrees(ReviewVerdict.OptOut));
        Assert.False(review.Settlement.Agrees(ReviewVerdict.NotOptOut));
        Assert.DoesNotContain(await LoadedRecords.OfAsync(Database), record => record.Standing.HasOpenReview);
    }

    [Fact]
    public async Task Apply_ARecordWithAReplyPendingNow_KeepsIt()
    {
        var now = Instant.From(TimeProvider.System.GetUtcNow());
        var record = OlderRecord.OfNumber(Database, Mexican.Older);
        await record.EnterAsync(Samples.Help("used", 0));
        await record.UseReplyAsync(MessagePurpose.HelpReply, "out-1", 1);
        await record.EnterAsync(Samples.Help("pending") with { ArrivedAt = now, GivenAt = now });

        Database.ApplyNumberPlan();

        var merged = (await RecordStory.OfStoredAsync(Database, Mexican.Number())).Record;
        Assert.Equal(["out-1", null], merged.PendingReplies.Select(reply => reply.UsedBy));
        Assert.NotNull(RecordRules.UseReply(merged, Samples.Sender, MessagePurpose.HelpReply, "out-2", now));
        Assert.Same(merged, RecordRules.UseReply(merged, Samples.Sender, MessagePurpose.HelpReply, "out-1", now));
    }

    [Fact]
    public async Task Apply_MoreRecordsThanOneTransactionTakes_MergesAll()
    {
        await FillManyAsync(205);

        Database.ApplyNumberPlan();

        await AssertAllMergedAsync(205);
    }

    [Fact]
    public async Task Apply_AfterItWasCutShort_GoesOnFromThere()
    {
        await FillManyAsync(205);
        await Fault.AddAsync(Database, ManyKey(150));
        Assert.ThrowsAny<System.Data.Common.DbException>(() => Database.ApplyNumberPlan());
        Assert.Equal(205 + 100, (await Database.Source.PositionsAsync()).Count);
        Assert.Empty(await Database.Source.RowsAsync("SELECT * FROM number_plan"));
        await Fault.RemoveAsync(Database);

        Database.ApplyNumberPlan();

        await AssertAllMergedAsync(205);
    }

    [Fact]
    public async Task Verify_BeforeAndAfterTheMerge_FindsNoFault()
    {
        var ledger = new SealedLedger(Database);
        await FillAsync(false, Mexican.Older, "out 0");
        await FillAsync(false, Mexican.Canonical, "in 10");
        await ledger.Sealer.SealAsync(default);

        Database.ApplyNumberPlan();

        var unsealed = await ledger.VerifyAsync();
        Assert.Equal((2, 1), (unsealed.EntriesVerified, unsealed.EntriesNotSealed));
        Assert.Empty(unsealed.Faults);
        await ledger.Sealer.SealAsync(default);
        var @sealed = await ledger.VerifyAsync();
        Assert.Equal((3, 0), (@sealed.EntriesVerified, @sealed.EntriesNotSealed));
        Assert.Empty(@sealed.Faults);
    }

    // Of two gateways, so that their clocks do not tell surely.
    private async Task<OlderRecord> FillAsync(bool isAccount, string customer, string said)
    {
        var record = isAccount ? OlderRecord.OfAccount(Database, customer) : OlderRecord.OfNumber(Database, customer);
        var second = int.Parse(said.Split(' ')[1], CultureInfo.InvariantCulture);
        var consentEvent = said.Split(' ')[0] switch
        {
            "out" => Samples.OptOut(customer, second),
            "in" => Samples.OptIn(customer, second),
            "perhaps" => Samples.Perhaps(customer, second),
            _ => Samples.Help(customer, second),
        };
        await record.EnterAsync(consentEvent with { Gateway = customer });
        return record;
    }

    private static string ManyKey(int number) => string.Create(CultureInfo.InvariantCulture, $"number:{Samples.Sender}/+52155{10_000_000 + number}");

    private async Task FillManyAsync(int count)
    {
        for (var number = 0; number < count; number++)
        {
            await OlderRecord.OfNumber(Database, ManyKey(number).Split('/')[1]).EnterAsync(Samples.OptOut("1", number));
        }
    }

    private async Task AssertAllMergedAsync(int count)
    {
        Assert.Equal(2 * count, (await Database.Source.PositionsAsync()).Count);
        Assert.Equal((long)count, await Database.Source.ScalarAsync($"SELECT count(*) FROM ledger WHERE kind = {(int)LedgerEntryKind.Merged}"));
        var rows = await Database.Source.RowsAsync("SELECT record_key, changed_position FROM consent_record ORDER BY record_key");
        Assert.Equal(
            Enumerable.Range(0, count).Select(number => (RecordKey.Parse(ManyKey(number)).ToString(), number + 1L)),
            rows.Select(row => ((string)row["record_key"]!, (long)row["changed_position"]!)));
        Assert.NotEmpty(await Database.Source.RowsAsync("SELECT * FROM number_plan"));
    }
}
