using System.Data.Common;
using System.Text.Json;
using Consent.Storage.Json;
using Consent.Storage.Records;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Records;

/// <summary>The statements of <c>OrleansQuery</c>: versions, conflicts and what they leave behind.</summary>
public abstract class StateWriteTests(Func<ITestDatabase> create) : DatabaseSuite(create)
{
    private RecordStory Story => new(Database, Samples.Number());

    [Fact]
    public async Task Write_First_AnswersVersionOne() =>
        Assert.Equal(1, await Writer.WriteAsync(Story.Next(Samples.OptOut("1")), version: null));

    [Fact]
    public async Task Write_WithTheVersionRead_AnswersTheNext()
    {
        var story = Story;
        await story.EnterAsync(Samples.OptOut("1"));

        Assert.Equal(2, await Writer.WriteAsync(story.Next(Samples.OptIn("2", 1)), version: 1));
        Assert.Equal(2, (await Writer.ReadAsync(story.Key.ToString()))!.Value.Version);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Write_WithAnotherVersion_IsAConflictThatChangesNothing(int? version)
    {
        var story = Story;
        await story.EnterAsync(Samples.OptOut("1"));
        await story.EnterAsync(Samples.OptOut("2", 1));

        Assert.Null(await Writer.WriteAsync(story.Next(Samples.OptIn("3", 2)), version));

        var (state, stored) = (await Writer.ReadAsync(story.Key.ToString()))!.Value;
        Assert.Equal(2, stored);
        Assert.Equal("2", state.Entry!.Event.Id);
        Assert.Equal([1, 2], await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Write_WithAVersionWhereThereIsNoRow_IsAConflictThatChangesNothing()
    {
        Assert.Null(await Writer.WriteAsync(Story.Next(Samples.OptOut("1")), version: 1));

        Assert.Null(await Writer.ReadAsync(Samples.Number().ToString()));
        Assert.Empty(await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Write_TwoFirstWritesAtOnce_OneSucceeds()
    {
        var (one, two) = (Story.Next(Samples.OptOut("1")), Story.Next(Samples.OptOut("2")));

        var versions = await Task.WhenAll(
            Task.Run(() => Writer.WriteAsync(one, version: null)),
            Task.Run(() => Writer.WriteAsync(two, version: null)));

        Assert.Single(versions, 1);
        Assert.Single(versions, (int?)null);
        Assert.Equal([1], await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Write_AfterAConflict_LeavesNoGap()
    {
        var story = Story;
        await story.EnterAsync(Samples.OptOut("1"));
        Assert.Null(await Writer.WriteAsync(story.Next(Samples.OptIn("2", 1)), version: 9));

        Assert.Equal(2, await story.EnterAsync(Samples.OptIn("3", 1)));
    }

    [Fact]
    public async Task Write_IdentityOfAnEarlierEvent_IsRefusedAndLeavesTheStateAsItWas()
    {
        var story = Story;
        await story.EnterAsync(Samples.OptOut("1"));

        await Assert.ThrowsAnyAsync<DbException>(() => Writer.WriteAsync(story.Next(Samples.OptOut("1")), version: 1));

        var (state, version) = (await Writer.ReadAsync(story.Key.ToString()))!.Value;
        Assert.Equal((1, 1), (version, state.Record.Revision));
        Assert.Equal(2, await story.EnterAsync(Samples.OptOut("2", 1)));
    }

    [Fact]
    public async Task Write_RevisionOfAnEarlierEvent_IsRefusedAndLeavesTheStateAsItWas()
    {
        var story = Story;
        await story.EnterAsync(Samples.OptOut("1"));
        var next = story.Next(Samples.OptOut("2", 1));
        var same = next with { Record = next.Record with { Revision = 1 } };

        await Assert.ThrowsAnyAsync<DbException>(() => Writer.WriteAsync(same, version: 1));

        Assert.Equal(1, (await Writer.ReadAsync(story.Key.ToString()))!.Value.Version);
        Assert.Equal([1], await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Write_WithoutWhatTheLedgerNeeds_IsRefused()
    {
        var state = Story.Next(Samples.OptOut("1")) with { Entry = null };

        await Assert.ThrowsAnyAsync<DbException>(() => Writer.WriteAsync(state, version: null));

        Assert.Null(await Writer.ReadAsync(Samples.Number().ToString()));
    }

    [Fact]
    public async Task Read_AfterWrites_IsTheStateAsLastWritten()
    {
        var story = Story;
        await story.EnterAsync(Samples.OptOut("1"));
        var next = story.Next(Samples.Help("2", 1));
        await Writer.WriteAsync(next, version: 1);

        var (state, _) = (await Writer.ReadAsync(story.Key.ToString()))!.Value;

        Assert.Equal(Json(next), Json(state));
    }

    [Fact]
    public async Task Clear_AnyVersion_IsAConflict()
    {
        var story = Story;
        await story.EnterAsync(Samples.OptOut("1"));
        var clear = (string)(await Database.Source.ScalarAsync("SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'ClearStorageKey'"))!;

        Assert.Null(await Database.Source.ScalarAsync(clear));
        Assert.NotNull(await Writer.ReadAsync(story.Key.ToString()));
    }

    private static string Json(ConsentGrainState state) => JsonSerializer.Serialize(state, ConsentJson.Default.ConsentGrainState);
}
