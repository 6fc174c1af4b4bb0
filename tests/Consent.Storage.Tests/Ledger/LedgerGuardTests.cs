using System.Data.Common;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Ledger;

/// <summary>The ledger is append-only, and numbered without gaps in the order of commitment.</summary>
public abstract class LedgerGuardTests(Func<ITestDatabase> create) : DatabaseSuite(create)
{
    [Theory]
    [InlineData("UPDATE ledger SET body = 'START'")]
    [InlineData("UPDATE ledger SET position = position + 1")]
    [InlineData("DELETE FROM ledger")]
    [InlineData("DELETE FROM ledger WHERE position = 1")]
    public async Task Ledger_ChangedByHand_Refuses(string statement)
    {
        await new RecordStory(Database, Samples.Number()).EnterAsync(Samples.OptOut("1"));
        var before = await Database.Source.RowsAsync("SELECT * FROM ledger");

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => Database.Source.ExecuteAsync(statement));

        Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Database.Source.RowsAsync("SELECT * FROM ledger"));
    }

    [Fact]
    public async Task State_Deleted_Refuses()
    {
        await new RecordStory(Database, Samples.Number()).EnterAsync(Samples.OptOut("1"));

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => Database.Source.ExecuteAsync("DELETE FROM OrleansStorage"));

        Assert.Contains("never deleted", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(await Writer.ReadAsync(Samples.Number().ToString()));
    }

    [Fact]
    public async Task Positions_OfConcurrentWriters_AreOneTwoThree()
    {
        const int Writers = 4;
        const int EventsEach = 5;

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var story = new RecordStory(Database, Samples.Number(writer));
            for (var number = 0; number < EventsEach; number++)
            {
                await story.EnterAsync(Samples.OptOut($"{writer}-{number}", number));
            }
        })));

        Assert.Equal(Enumerable.Range(1, Writers * EventsEach).Select(position => (long)position), await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Marks_OfEntries_Differ()
    {
        var story = new RecordStory(Database, Samples.Number());
        await story.EnterAsync(Samples.OptOut("1"));
        await story.EnterAsync(Samples.OptOut("2"));

        Assert.Equal(2L, await Database.Source.ScalarAsync("SELECT count(DISTINCT mark) FROM ledger"));
    }

    [Fact]
    public async Task Identity_OfAnotherRecordsEvent_IsNoRepetition()
    {
        await new RecordStory(Database, Samples.Number(1)).EnterAsync(Samples.OptOut("same"));

        Assert.Equal(2, await new RecordStory(Database, Samples.Number(2)).EnterAsync(Samples.OptOut("same")));
    }
}
