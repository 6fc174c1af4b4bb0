using Consent.Core.Records;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Replicas;

/// <summary>What a roster learns: by loading, and by following.</summary>
public abstract class PollTests(Func<ITestDatabase> create) : DatabaseSuite(create)
{
    [Fact]
    public async Task Poll_EmptyLedger_EndsAtZero()
    {
        var poll = await PollAsync();

        Assert.Equal((0, null), (poll.LastPosition, poll.MarkAtApplied));
        Assert.Empty(poll.Entries);
        Assert.NotEmpty(poll.DatabaseId);
    }

    [Fact]
    public async Task Poll_AfterAPosition_BringsTheEntriesBehindItByPages()
    {
        await EnterAsync(5);

        var pages = new[] { await PollAsync(0, 2), await PollAsync(2, 2), await PollAsync(4, 2), await PollAsync(5, 2) };

        Assert.Equal(["1,2", "3,4", "5", ""], pages.Select(page => string.Join(',', page.Entries.Select(entry => entry.Position))));
        Assert.All(pages, page => Assert.Equal(5, page.LastPosition));
    }

    [Fact]
    public async Task Poll_AtThePositionApplied_BringsThatEntrysMark()
    {
        await EnterAsync(3);
        var marks = (await PollAsync()).Entries.Select(entry => (long?)entry.Mark).ToList();

        Assert.Equal(marks, [(await PollAsync(1)).MarkAtApplied, (await PollAsync(2)).MarkAtApplied, (await PollAsync(3)).MarkAtApplied]);
    }

    [Fact]
    public async Task Poll_BeyondTheEnd_HasNoMark()
    {
        await EnterAsync(2);

        var poll = await PollAsync(3);

        Assert.Equal((2, null), (poll.LastPosition, poll.MarkAtApplied));
        Assert.Empty(poll.Entries);
    }

    [Fact]
    public async Task Poll_OfAnOptOut_BringsTheRecordAsItStands()
    {
        var story = new RecordStory(Database, Samples.Number());
        await story.EnterAsync(Samples.OptOut("1", 10));

        var change = Assert.Single((await PollAsync()).Entries).Change;

        Assert.Equal(new RosterRecord(story.Key, story.Record.ToStanding()), change);
        Assert.True(change!.Value.Record!.Value.Standing.IsOptedOut);
    }

    [Fact]
    public async Task Poll_OfAnAccountsRecord_BringsItsKey()
    {
        var story = new RecordStory(Database, Samples.Account());
        await story.EnterAsync(Samples.OptOut("1", 10));

        Assert.Equal(story.Key, Assert.Single((await PollAsync()).Entries).Change!.Value.Record!.Value.Key);
    }

    [Fact]
    public async Task Poll_OfEventsThatDecideNothing_BringsNoChange()
    {
        var story = new RecordStory(Database, Samples.Number());
        await story.EnterAsync(Samples.Help("1", 1));
        await story.EnterAsync(Samples.OptOut("2", 10));
        await story.EnterAsync(Samples.OptOut("3", 5));
        await story.EnterAsync(Samples.OptIn("4", 4));
        await story.EnterAsync(Samples.OptIn("5", 20));

        Assert.Equal(
            [false, true, false, false, true],
            (await PollAsync()).Entries.Select(entry => entry.Change is not null));
    }

    [Fact]
    public async Task Poll_AtEachEntry_SaysWhetherAReviewIsOpen()
    {
        var story = new RecordStory(Database, Samples.Number());
        var other = new RecordStory(Database, Samples.Account());
        var open = new List<string>();
        foreach (var (of, said) in new[]
        {
            (story, Samples.Perhaps("1", 10)), (other, Samples.Perhaps("2", 10)), (story, Samples.OptIn("3", 20)),
            (story, Samples.Perhaps("4", 15)), (story, Samples.Perhaps("5", 30)), (story, Samples.Help("6", 40)),
            (story, Samples.OptIn("7", 25)), (story, Samples.OptOut("8", 50)), (story, Samples.Perhaps("9", 60)),
        })
        {
            var position = await of.EnterAsync(said);
            var change = Assert.Single((await PollAsync(position - 1)).Entries).Change;
            open.Add(change switch
            {
                { Record: { } record } => $"{record.Standing.HasOpenReview} {record.Standing.Position}",
                { Review: { } review } => $"{review.IsOpen}",
                _ => "-",
            });
            Assert.Equal(of.Key, change?.Record?.Key ?? change?.Review?.Key ?? of.Key);
        }

        Assert.Equal(["True", "True", "False 3", "False", "True", "-", "True 7", "False 8", "False"], open);
    }

    [Fact]
    public async Task Poll_OfATextToTheNumberThatChangesTheAccount_SaysWhetherTheNumbersReviewIsOpen()
    {
        var (number, account) = (new RecordStory(Database, Samples.Number()), new RecordStory(Database, Samples.Account()));
        await number.EnterAsync(Samples.Perhaps("1", 30));
        var early = await account.EnterAsync(Samples.OptIn("2", 20));
        var operators = await account.EnterAsync(Samples.OptOut("3", 40) with { Sender = null });
        var first = Assert.Single((await PollAsync(early - 1, 1)).Entries).Change!.Value;
        Assert.Equal(new RosterReview(number.Key, IsOpen: true), first.NumberReview);
        Assert.Null(Assert.Single((await PollAsync(operators - 1)).Entries).Change!.Value.NumberReview);

        var stop = await account.EnterAsync(Samples.OptOut("4", 50));

        var change = Assert.Single((await PollAsync(stop - 1)).Entries).Change!.Value;
        Assert.Equal(new RosterReview(number.Key, IsOpen: false), change.NumberReview);
        Assert.Equal(account.Key, change.Record!.Value.Key);
    }

    [Fact]
    public async Task Poll_OfAPageBehindASettledReview_EndsAsItStands()
    {
        var story = new RecordStory(Database, Samples.Number());
        await story.EnterAsync(Samples.Perhaps("1", 10));
        await story.EnterAsync(Samples.OptIn("2", 20));

        Assert.Equal(new RosterReview(story.Key, IsOpen: false), Assert.Single((await PollAsync(0, 1)).Entries).Change);
    }

    [Fact]
    public async Task Load_OpenReviews_AreThoseThatFollowingBrings()
    {
        var undecided = new RecordStory(Database, Samples.Number(1));
        await undecided.EnterAsync(Samples.Perhaps("1", 10));
        var decided = new RecordStory(Database, Samples.Account(2));
        await decided.EnterAsync(Samples.OptIn("1", 10));
        await decided.EnterAsync(Samples.Perhaps("2", 20));
        var settled = new RecordStory(Database, Samples.Number(3));
        await settled.EnterAsync(Samples.Perhaps("1", 10));
        await settled.EnterAsync(Samples.OptOut("2", 20));

        var loaded = new Dictionary<RecordKey, Standing>();
        await Database.Roster.LoadAsync(
            change => loaded[change.Record!.Value.Key] = change.Record.Value.Standing, default);

        Assert.Equal(
            new Dictionary<RecordKey, Standing>
            {
                [undecided.Key] = default(Standing).WithOpenReview(true),
                [decided.Key] = decided.Record.ToStanding().WithOpenReview(true),
                [settled.Key] = settled.Record.ToStanding(),
            },
            loaded);
    }

    [Fact]
    public async Task Poll_AfterAnEntry_HasAClockNotBehindIt()
    {
        await EnterAsync(1);

        var recordedAt = (long)(await Database.Source.ScalarAsync("SELECT recorded_at FROM ledger"))!;

        Assert.True((await PollAsync()).Clock >= new Instant(recordedAt));
    }

    [Fact]
    public async Task Poll_Cancelled_LeavesTheNextOneWorking()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Database.Roster.PollAsync("own", 0, 10, cancelled.Token));

        Assert.Equal(0, (await PollAsync()).LastPosition);
    }

    [Fact]
    public async Task Poll_TwoAtOnce_BothAnswer()
    {
        await EnterAsync(3);

        var polls = await Task.WhenAll(PollAsync(0), PollAsync(1), PollAsync(2));

        Assert.Equal([3, 2, 1], polls.Select(poll => poll.Entries.Count));
    }

    [Fact]
    public async Task Load_EmptyLedger_EndsWhereAPollDoes()
    {
        var head = await Database.Roster.LoadAsync(_ => Assert.Fail("There is no record."), default);

        Assert.Equal(new LoadedLedger((await PollAsync()).DatabaseId, default), head);
    }

    [Fact]
    public async Task Load_AnyRecords_EndsWhereAPollDoes()
    {
        await EnterAsync(3);

        var head = await Database.Roster.LoadAsync(_ => { }, default);

        var poll = await PollAsync(3);
        Assert.Equal(new LoadedLedger(poll.DatabaseId, new LedgerPoint(3, poll.MarkAtApplied)), head);
    }

    [Fact]
    public async Task Load_RecordsThatMatter_AreThoseThatFollowingBrings()
    {
        var one = new RecordStory(Database, Samples.Number(1));
        await one.EnterAsync(Samples.OptOut("1", 10));
        await one.EnterAsync(Samples.OptOut("2", 5));
        await one.EnterAsync(Samples.Help("3", 30));
        var two = new RecordStory(Database, Samples.Account(2));
        await two.EnterAsync(Samples.OptOut("1", 10));
        await two.EnterAsync(Samples.OptIn("2", 20));
        await new RecordStory(Database, Samples.Number(3)).EnterAsync(Samples.Help("1", 1));
        await new RecordStory(Database, Samples.Number(4)).EnterAsync(Samples.OptIn("1", 1));

        var loaded = new Dictionary<RecordKey, Standing>();
        await Database.Roster.LoadAsync(change => loaded.Add(change.Record!.Value.Key, change.Record.Value.Standing), default);

        var followed = new Dictionary<RecordKey, Standing>();
        foreach (var change in (await PollAsync()).Entries.Select(entry => entry.Change?.Record).OfType<RosterRecord>())
        {
            followed[change.Key] = change.Standing;
        }

        Assert.Equal(followed, loaded);
        Assert.Equal((one.Record.ToStanding(), two.Record.ToStanding()), (loaded[one.Key], loaded[two.Key]));
        Assert.Equal(3, loaded.Count);
    }

    [Fact]
    public async Task Load_Cancelled_Stops()
    {
        await EnterAsync(2);
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Database.Roster.LoadAsync(_ => cancellation.Cancel(), cancellation.Token));
    }

    private Task<LedgerPoll> PollAsync(long after = 0, int page = 100) => Database.Roster.PollAsync("own", after, page, default);

    private async Task EnterAsync(int events)
    {
        for (var number = 0; number < events; number++)
        {
            await new RecordStory(Database, Samples.Number(number)).EnterAsync(Samples.OptOut("1"));
        }
    }
}
