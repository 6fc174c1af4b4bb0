using System.Text.Json;
using Consent.Core.Records;
using Consent.Storage.Json;
using Consent.Storage.Records;
using Consent.Storage.Imports;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Imports;

/// <summary>What rows leave behind: states as their grains would have written them, an entry each, once.</summary>
public abstract class ImportTests : DatabaseSuite
{
    private readonly ImportWriter _writer;

    protected ImportTests(Func<ITestDatabase> create)
        : base(create) => _writer = new ImportWriter(Database.Imports, Rows.ServiceId);

    [Fact]
    public async Task Write_FirstOptOut_LeavesWhatItsGrainWouldHave()
    {
        var row = Rows.Of(1);
        var expected = new RecordStory(Database, row.Key).Next(row.OptOut);

        Assert.Equal(new ImportedRows(1, 0), await EnterAsync(row));

        var (state, version) = (await Writer.ReadAsync(row.Key.ToString()))!.Value;
        Assert.Equal((1, Json(expected)), (version, Json(state)));
        var entry = Assert.Single(await Database.Source.RowsAsync("SELECT * FROM ledger"));
        Assert.Equal(
            ["import-1/+15552220001", (long)ConsentSource.Import, "operator-7", "list of 2025", "stop", (long)LedgerEntryKind.OptedOut],
            new[] { "message_id", "source", "actor", "evidence", "keyword", "kind" }.Select(column => entry[column]!));
    }

    [Fact]
    public async Task Write_AThousand_IsNumberedWithoutGaps()
    {
        var rows = Enumerable.Range(0, ImportWriter.MaxRows).Select(customer => Rows.Of(customer)).ToList();

        Assert.Equal(new ImportedRows(rows.Count, 0), await EnterAsync(rows));

        Assert.Equal(Enumerable.Range(1, rows.Count).Select(position => (long)position), await Database.Source.PositionsAsync());
        Assert.Equal((long)rows.Count, await Database.Source.ScalarAsync("SELECT count(*) FROM consent_record WHERE state = 2"));
    }

    [Fact]
    public async Task Write_OnARecordWithAHistory_GoesOnFromIt()
    {
        var story = await StoryAsync(Samples.OptOut("1", 10), Samples.OptIn("2", 20), Samples.Help("3", 30));
        var row = Rows.Of(0, second: 40);
        var expected = story.Next(row.OptOut);

        await EnterAsync(row);

        Assert.Equal(Json(expected), Json((await Writer.ReadAsync(row.Key.ToString()))!.Value.State));
        Assert.Equal([1, 2, 3, 4], await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Write_WhereOptedOutAlready_LeavesEverythingAsItWas()
    {
        var story = await StoryAsync(Samples.OptOut("1", 10));

        Assert.Equal(new ImportedRows(0, 1), await EnterAsync(Rows.Of(0, second: 60)));

        Assert.Equal(1, (await Writer.ReadAsync(story.Key.ToString()))!.Value.Version);
        Assert.Equal([1], await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Write_OlderThanAStart_IsEnteredAsNotApplied()
    {
        var story = await StoryAsync(Samples.OptOut("1", 0), Samples.OptIn("2", 3_600));

        Assert.Equal(new ImportedRows(1, 0), await EnterAsync(Rows.Of(0, second: 60)));

        Assert.Equal(ConsentState.Subscribed, (await Writer.ReadAsync(story.Key.ToString()))!.Value.State.Record.State);
        Assert.Equal(
            (long)LedgerEntryKind.OptOutNotApplied, await Database.Source.ScalarAsync("SELECT kind FROM ledger WHERE position = 3"));
    }

    [Fact]
    public async Task Write_Again_ChangesNothing()
    {
        var rows = Enumerable.Range(0, 5).Select(customer => Rows.Of(customer)).ToList();
        await EnterAsync(rows);

        Assert.Equal(new ImportedRows(0, 5), await EnterAsync(rows));

        Assert.Equal([1, 2, 3, 4, 5], await Database.Source.PositionsAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(ConsentRecord.RememberedEvents + 5)]
    public async Task Write_AgainAfterAStart_LeavesTheCustomerSubscribed(int texts)
    {
        var row = Rows.Of(0);
        await EnterAsync(row);
        var story = await RecordStory.OfStoredAsync(Database, row.Key);
        for (var text = 0; text < texts; text++)
        {
            await story.EnterAsync(Samples.OptIn($"start-{text}", text + 1));
        }

        Assert.Equal(new ImportedRows(0, 1), await EnterAsync(row));

        Assert.Equal(ConsentState.Subscribed, (await Writer.ReadAsync(row.Key.ToString()))!.Value.State.Record.State);
        Assert.Equal(1L + texts, (await Database.Source.PositionsAsync()).Count);
    }

    [Fact]
    public async Task Write_AnotherImportAfterAStart_OptsOutAgain()
    {
        await EnterAsync(Rows.Of(0));
        var story = await RecordStory.OfStoredAsync(Database, Samples.Number());
        await story.EnterAsync(Samples.OptIn("start", 5));

        Assert.Equal(new ImportedRows(1, 0), await EnterAsync(Rows.Of(0, second: 10, import: "import-2")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task Write_OneCustomerTwice_IsMergedIntoTheFirst(int later)
    {
        Assert.Equal(
            new ImportedRows(1, 1), await EnterAsync(Rows.Of(0, second: 100), Rows.Of(0, second: 100 + later)));

        var (state, _) = (await Writer.ReadAsync(Samples.Number().ToString()))!.Value;
        Assert.Equal(Samples.Start + TimeSpan.FromSeconds(100), state.Record.Decided!.At);
        Assert.Equal([1], await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Write_OneCustomerTwiceAgainAfterAStart_LeavesTheCustomerSubscribed()
    {
        ImportRow[] rows = [Rows.Of(0, second: 100), Rows.Of(0, second: 160)];
        await EnterAsync(rows);
        await (await RecordStory.OfStoredAsync(Database, Samples.Number())).EnterAsync(Samples.OptIn("start", 170));

        Assert.Equal(new ImportedRows(0, 2), await EnterAsync(rows));
    }

    [Fact]
    public async Task Write_OneCustomerBeforeAndAfterAStart_IsOptedOutByTheSecond()
    {
        var story = await StoryAsync(Samples.OptIn("start", 3_600));

        Assert.Equal(
            new ImportedRows(2, 0), await EnterAsync(Rows.Of(0, second: 0), Rows.Of(0, second: 7_200)));

        Assert.Equal(ConsentState.OptedOut, (await Writer.ReadAsync(story.Key.ToString()))!.Value.State.Record.State);
    }

    [Fact]
    public async Task Write_OneCustomerWhileRowsBeforeAreOnTheirWay_IsMergedIntoTheFirst()
    {
        var before = new TaskCompletionSource();
        var first = _writer.WriteAsync([Rows.Of(0, second: 100)], before.Task, default);
        var second = _writer.WriteAsync([Rows.Of(0, second: 160)], first, default);
        Assert.Empty(await Database.Source.PositionsAsync());

        before.SetResult();

        Assert.Equal((new ImportedRows(1, 0), new ImportedRows(0, 1)), (await first, await second));
        Assert.Equal([1], await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Write_AfterRowsThatFailed_EntersNothing()
    {
        var before = Task.FromException(new TimeoutException());

        await Assert.ThrowsAsync<TimeoutException>(() => _writer.WriteAsync([Rows.Of(0)], before, default));

        Assert.Empty(await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task WriteStates_OfOldVersions_WritesTheOthersOnly()
    {
        await StoryAsync(Samples.Help("1"));
        var stale = Row(0, version: null);
        var gone = Row(1, version: 4);
        var good = Row(2, version: null);

        Assert.Equal([good.Key.ToString()], await Database.Imports.WriteAsync([stale, gone, good]));

        Assert.Equal([1, 2], await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Start_Again_AnswersTheFirstScopeAndTime()
    {
        var first = await Database.Imports.StartAsync("import-1", "number:+15550001111", default);

        Assert.Equal("number:+15550001111", first.Scope);
        Assert.Equal(first, await Database.Imports.StartAsync("import-1", "account:acme", default));
        Assert.Equal("account:acme", (await Database.Imports.StartAsync("import-2", "account:acme", default)).Scope);
    }

    [Fact]
    public async Task Write_Cancelled_EntersNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _writer.WriteAsync([Rows.Of(0)], Task.CompletedTask, cancelled.Token));

        Assert.Empty(await Database.Source.PositionsAsync());
    }

    protected override void Dispose(bool disposing)
    {
        _writer.Dispose();
        base.Dispose(disposing);
    }

    private Task<ImportedRows> EnterAsync(params IReadOnlyCollection<ImportRow> rows) => _writer.WriteAsync(rows, Task.CompletedTask, default);

    private static string Json(ConsentGrainState state) => JsonSerializer.Serialize(state, ConsentJson.Default.ConsentGrainState);

    private StateRow Row(int customer, int? version)
    {
        var row = Rows.Of(customer);
        var state = new RecordStory(Database, row.Key).Next(row.OptOut);
        return new StateRow(
            ConsentGrainState.Name,
            row.Key,
            Rows.ServiceId,
            1,
            version,
            JsonSerializer.SerializeToUtf8Bytes(state, ConsentJson.Default.ConsentGrainState));
    }

    private async Task<RecordStory> StoryAsync(params ConsentEvent[] events)
    {
        var story = new RecordStory(Database, Samples.Number());
        foreach (var each in events)
        {
            await story.EnterAsync(each);
        }

        return story;
    }
}
