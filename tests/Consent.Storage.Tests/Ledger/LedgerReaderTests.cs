using Consent.Core.Records;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Ledger;

public abstract class LedgerReaderTests(Func<ITestDatabase> create) : DatabaseSuite(create)
{
    [Fact]
    public async Task FindPosition_OfARevision_IsItsEntrys()
    {
        var story = await StoryOfThreeAsync();

        Assert.Equal(
            [2, 3, 4],
            await Task.WhenAll(new[] { 1, 2, 3 }.Select(revision => Database.Ledger.FindPositionAsync(story.Key, revision, default))));
    }

    [Fact]
    public async Task FindPosition_OfNoRevision_IsNone()
    {
        var story = await StoryOfThreeAsync();

        Assert.Null(await Database.Ledger.FindPositionAsync(story.Key, 4, default));
        Assert.Null(await Database.Ledger.FindPositionAsync(story.Key, 0, default));
        Assert.Null(await Database.Ledger.FindPositionAsync(Samples.Number(77), 1, default));
        Assert.Null(await Database.Ledger.FindPositionAsync(Samples.Account(), 1, default));
    }

    [Fact]
    public async Task FindAnswered_OfEachEvent_IsWhatWasAnswered()
    {
        var story = await StoryOfThreeAsync();

        foreach (var answered in story.Record.Answered)
        {
            Assert.Equal(answered, await Database.Ledger.FindAnsweredAsync(story.Key, new(answered.Identity, null), default));
        }
    }

    [Fact]
    public async Task FindAnswered_OfAnEventNotApplied_SaysSo()
    {
        var story = await StoryOfThreeAsync();
        var late = Samples.OptIn("late", 1);
        await story.EnterAsync(late);

        var answered = await Database.Ledger.FindAnsweredAsync(story.Key, EventIdentity.RepeatedBy(late), default);

        Assert.False(answered!.Applied);
    }

    [Fact]
    public async Task FindAnswered_OfAnotherRecordsEvent_IsNone()
    {
        await StoryOfThreeAsync();

        Assert.Null(await Database.Ledger.FindAnsweredAsync(Samples.Number(77), EventIdentity.RepeatedBy(Samples.OptOut("1", 1)), default));
        Assert.Null(await Database.Ledger.FindAnsweredAsync(Samples.Number(), new("no such", null), default));
    }

    [Fact]
    public async Task FindAnswered_OptInWithoutATime_IsTheFirstOfItsIdWhateverItsTimeAndGateway()
    {
        var story = new RecordStory(Database, Samples.Number());
        foreach (var id in new[] { "m", "m-10", "m-\u00E9", "M-1", "m-1 ", "m-\U0001F6D1" })
        {
            await story.EnterAsync(Untimed(id, "east"));
        }

        await story.EnterAsync(Samples.OptOut("m-1"));
        await story.EnterAsync(Untimed("m-1", "east") with { Sender = Core.Numbers.SenderNumber.Parse("55512") });
        Assert.Null(await FindAsync(Untimed("m-1", "west")));
        await story.EnterAsync(Samples.OptIn("m-1", 7));
        var first = story.Record.Answered[^1];
        await story.EnterAsync(Untimed("m-1", "east"));

        Assert.Equal(first, await FindAsync(Untimed("m-1", "west")));
        Assert.Equal(first, await FindAsync(Untimed("m-1", "")));
        Assert.Null(await FindAsync(Samples.OptIn("m-1", 8)));
        Assert.Equal(story.Record.Answered[2], await FindAsync(Untimed("m-\u00E9", "west")));
        Assert.Equal(story.Record.Answered[5], await FindAsync(Untimed("m-\U0001F6D1", "west")));
        Assert.Null(await FindAsync(Untimed("m-", "west")));

        Task<AnsweredEvent?> FindAsync(ConsentEvent said) =>
            Database.Ledger.FindAnsweredAsync(story.Key, EventIdentity.RepeatedBy(said), default);
    }

    [Fact]
    public async Task FindAnswered_OptOutWithoutATime_IsThatOfItsGatewayOnly()
    {
        var story = new RecordStory(Database, Samples.Number());
        var stop = Samples.OptOut("m-1") with { GivenAt = null, Gateway = "east" };
        await story.EnterAsync(stop);

        Assert.NotNull(await Database.Ledger.FindAnsweredAsync(story.Key, EventIdentity.RepeatedBy(stop), default));
        Assert.Null(await Database.Ledger.FindAnsweredAsync(
            story.Key, EventIdentity.RepeatedBy(stop with { Gateway = "west" }), default));
    }

    private static ConsentEvent Untimed(string id, string gateway) => Samples.OptIn(id) with { GivenAt = null, Gateway = gateway };

    // At positions 2 to 4: another record's entry comes first.
    private async Task<RecordStory> StoryOfThreeAsync()
    {
        await new RecordStory(Database, Samples.Number(9)).EnterAsync(Samples.Help("0"));
        var story = new RecordStory(Database, Samples.Number());
        await story.EnterAsync(Samples.OptOut("1", 1));
        await story.EnterAsync(Samples.OptOut("2", 2));
        await story.EnterAsync(Samples.Help("3", 3));
        return story;
    }
}
