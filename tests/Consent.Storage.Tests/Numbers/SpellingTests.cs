using Consent.Core.Records;
using Consent.Storage.Exports;
using Consent.Storage.Reviews;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Numbers;

/// <summary>What is said under two spellings is one record's, and each spelling is kept as given.</summary>
public abstract class SpellingTests(Func<ITestDatabase> create) : DatabaseSuite(create)
{
    [Fact]
    public async Task Write_UnderTwoSpellings_IsOneRecordInTheSpellingLastGiven()
    {
        var story = new RecordStory(Database, Mexican.Number());
        await story.EnterAsync(Samples.OptOut("1", 10).By(Mexican.Older));
        await story.EnterAsync(Samples.Help("2", 20).By(Mexican.Canonical));
        Assert.Equal([Mexican.Canonical], await ExportedAsync());

        await story.EnterAsync(Samples.Help("3", 30).By(Mexican.Older));

        Assert.Equal([Mexican.Older], await ExportedAsync());
        var entries = await Database.Source.RowsAsync("SELECT record_key, customer_number FROM ledger ORDER BY position");
        Assert.All(entries, entry => Assert.Equal("number:+15550001111/+525512345678", entry["record_key"]));
        Assert.Equal([Mexican.Older, Mexican.Canonical, Mexican.Older], entries.Select(entry => entry["customer_number"]));
    }

    [Fact]
    public async Task Load_OfAnEventThatDecidedNothing_KeepsTheDecidingPosition()
    {
        var story = new RecordStory(Database, Mexican.Number());
        var decided = await story.EnterAsync(Samples.OptOut("1", 10).By(Mexican.Older));
        await story.EnterAsync(Samples.Help("2", 20).By(Mexican.Canonical));

        Assert.Equal(decided, Assert.Single(await LoadedRecords.OfAsync(Database)).Standing.Position);
    }

    [Theory]
    [InlineData(Mexican.Older, Mexican.Canonical)]
    [InlineData(Mexican.Canonical, Mexican.Older)]
    public async Task Find_AfterATextByAnotherSpellingThatChangesTheAccount_IsSettled(string doubted, string settling)
    {
        var reviews = new ReviewTable(Database.Store);
        var doubt = await new RecordStory(Database, Mexican.Number()).EnterAsync(Samples.Perhaps("1", 10).By(doubted));

        await new RecordStory(Database, Mexican.Account()).EnterAsync(Samples.OptOut("2", 20).By(settling));

        Assert.Equal(ReviewState.Settled, (await reviews.FindAsync(doubt, default))!.State);
        var polled = (await Database.Roster.PollAsync("", doubt, 10, default)).Entries;
        var change = Assert.Single(polled).Change!.Value.NumberReview!.Value;
        Assert.Equal((Mexican.Number(), false), (change.Key, change.IsOpen));
    }

    private async Task<IEnumerable<string>> ExportedAsync()
    {
        var exported = new List<string>();
        await foreach (var part in Database.Export.ReadAsync(new ExportFilter(), 10, default))
        {
            exported.AddRange(part.Records.Select(record => record.CustomerNumber));
        }

        return exported;
    }
}
