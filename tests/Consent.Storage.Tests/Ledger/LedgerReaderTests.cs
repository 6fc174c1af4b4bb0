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
            Assert.Equal(answered, await Database.Ledger.FindAnsweredAsync(story.Key, answered.Identity, default));
        }
    }

    [Fact]
    public async Task FindAnswered_OfAnEventNotApplied_SaysSo()
    {
        var story = await StoryOfThreeAsync();
        var late = Samples.OptIn("late", 1);
        await story.EnterAsync(late);

        var answered = await Database.Ledger.FindAnsweredAsync(story.Key, EventIdentity.Of(late), default);

        Assert.False(answered!.Applied);
    }

    [Fact]
    public async Task FindAnswered_OfAnotherRecordsEvent_IsNone()
    {
        await StoryOfThreeAsync();

        Assert.Null(await Database.Ledger.FindAnsweredAsync(Samples.Number(77), EventIdentity.Of(Samples.OptOut("1", 1)), default));
        Assert.Null(await Database.Ledger.FindAnsweredAsync(Samples.Number(), "no such", default));
    }

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
