using Consent.Core.Records;
using Consent.Storage.Imports;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;
using Consent.Storage.Tests.Databases;
using Consent.Storage.Tests.Imports;

namespace Consent.Storage.Tests.Replicas;

/// <summary>What a write's own transaction tells this server's roster.</summary>
public abstract class TailTests(Func<ITestDatabase> create) : DatabaseSuite(create)
{
    private static readonly Replica Silent = new("silent", "there", TimeSpan.FromSeconds(3));

    [Fact]
    public async Task Write_RosterAtTheBeginning_BringsWhatAPollWouldBring()
    {
        await Database.Roster.RegisterAsync(Silent, default);
        await Database.Roster.RetireAsync([Silent.Id], default);
        Database.OwnRoster.End = default(LedgerPoint);

        await WriteAsync(Samples.Number(1));

        var (before, tail) = Assert.Single(Database.OwnRoster.Told);
        var poll = await PollAsync(0);
        Assert.Equal(default, before);
        Assert.Null(tail.MarkBefore);
        Assert.Equal((poll.DatabaseId, 1), (tail.DatabaseId, tail.Entries.Count));
        Assert.Equal(poll.Entries, tail.Entries);
        Assert.Equal([Silent with { IsRetired = true }], tail.Replicas);
        Assert.Equal(poll.Replicas, tail.Replicas);
    }

    [Fact]
    public async Task Write_OthersHaveWrittenMeanwhile_BringsTheirEntriesToo()
    {
        var story = new RecordStory(Database, Samples.Number(1));
        await story.EnterAsync(Samples.OptOut("1", 10));
        Database.OwnRoster.End = await EndAsync(1);
        await story.EnterAsync(Samples.OptIn("2", 20));
        await new RecordStory(Database, Samples.Account()).EnterAsync(Samples.Help("3", 30));

        await WriteAsync(Samples.Number(2));

        var (before, tail) = Database.OwnRoster.Told[^1];
        Assert.Equal(await EndAsync(1), before);
        Assert.Equal(before.Mark, tail.MarkBefore);
        Assert.Equal([2, 3, 4], tail.Entries.Select(entry => entry.Position));
        Assert.Equal((await PollAsync(1)).Entries, tail.Entries);
    }

    [Fact]
    public async Task Write_RosterOfAnotherLedger_TellsTheMarkOfThisOne()
    {
        await new RecordStory(Database, Samples.Number(1)).EnterAsync(Samples.OptOut("1", 10));
        var end = await EndAsync(1);
        Database.OwnRoster.End = end with { Mark = end.Mark + 1 };

        await WriteAsync(Samples.Number(2));

        var (before, tail) = Assert.Single(Database.OwnRoster.Told);
        Assert.Equal(end.Mark, tail.MarkBefore);
        Assert.NotEqual(before.Mark, tail.MarkBefore);
    }

    [Fact]
    public async Task Write_RosterAheadOfALedgerThatWentBack_IsWrittenAndDoesNotFit()
    {
        var story = new RecordStory(Database, Samples.Number(1));
        await story.EnterAsync(Samples.OptOut("1", 10));
        Database.OwnRoster.End = new LedgerPoint(100, 7);

        Assert.Equal(2, await story.EnterAsync(Samples.OptIn("2", 20)));
        await WriteAsync(Samples.Number(2));

        Assert.All(Database.OwnRoster.Told, told => Assert.Null(told.Tail.MarkBefore));
        Assert.Equal(3, (await PollAsync(0)).LastPosition);
    }

    [Fact]
    public async Task Write_NoRosterIsLoaded_TellsNothing()
    {
        await WriteAsync(Samples.Number(1));

        Assert.Empty(Database.OwnRoster.Told);
        Assert.Equal(1, (await PollAsync(0)).LastPosition);
    }

    [Fact]
    public async Task Write_RosterFarBehind_BringsTheLastEntriesOnly()
    {
        using var import = new ImportWriter(Database.Imports, Rows.ServiceId);
        await import.WriteAsync(
            [.. Enumerable.Range(10, LedgerTail.MostEntries).Select(customer => Rows.Of(customer))], Task.CompletedTask, default);
        Database.OwnRoster.End = default(LedgerPoint);

        await WriteAsync(Samples.Number(1));

        var (_, tail) = Database.OwnRoster.Told[^1];
        Assert.Equal(LedgerTail.MostEntries, tail.Entries.Count);
        Assert.Equal((2, LedgerTail.MostEntries + 1), (tail.Entries[0].Position, tail.Entries[^1].Position));
    }

    private async Task WriteAsync(RecordKey key)
    {
        var state = new RecordStory(Database, key).Next(Samples.OptOut($"of {key}", 5));
        await (Database.Turn?.RunAsync(Run) ?? Run());

        Task Run() => Database.Writer.WriteAsync(state, version: null);
    }

    private Task<LedgerPoll> PollAsync(long after) => Database.Roster.PollAsync("own", after, 100, default);

    private async Task<LedgerPoint> EndAsync(long position) =>
        new(position, (await PollAsync(position)).MarkAtApplied);
}
