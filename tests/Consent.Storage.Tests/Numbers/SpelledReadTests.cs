using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Storage.Imports;
using Consent.Storage.Ledger;
using Consent.Storage.Tests.Databases;
using Consent.Storage.Tests.Registry;

namespace Consent.Storage.Tests.Numbers;

/// <summary>What was entered before the merge is found by every spelling, and what stood then stands as it did.</summary>
public abstract class SpelledReadTests : DatabaseSuite
{
    private static readonly string[] Spellings = [Mexican.Older, Mexican.Canonical];

    protected SpelledReadTests(Func<ITestDatabase> create)
        : base(create) => Database.ForgetNumberPlan();

    private LedgerArchive Archive => new(Database.Store);

    private LedgerHistory History => new(Archive);

    private LedgerPast Past => new(Archive);

    [Fact]
    public async Task FindAnswered_AnEventFromBeforeTheMerge_IsARepetitionByEachSpelling()
    {
        var said = Samples.OptIn("m-1", 10);
        var first = await OlderRecord.OfNumber(Database, Mexican.Older).EnterAsync(said);
        await OlderRecord.OfNumber(Database, Mexican.Canonical).EnterAsync(Samples.OptOut("m-2", 20));
        Database.ApplyNumberPlan();

        foreach (var spelling in Spellings)
        {
            Assert.Equal(first, (await FoundAsync(Mexican.Number(spelling), said.By(spelling)))!.Position);

            // Without a time a START is known by its id alone.
            Assert.Equal(first, (await FoundAsync(Mexican.Number(spelling), said with { GivenAt = null, Gateway = "another" }))!.Position);
            Assert.Equal(2, (await FoundAsync(Mexican.Number(spelling), Samples.OptOut("m-2", 20)))!.Position);
            Assert.Null(await FoundAsync(Mexican.Number(spelling), Samples.OptOut("m-3", 20)));
            Assert.Null(await FoundAsync(Mexican.Account(spelling), said));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FindAnswered_AnEventToAnOlderSpellingOfTheSender_IsARepetition(bool isAccount)
    {
        var said = Samples.OptIn("m-1", 10) with { Sender = SenderNumber.Parse(Mexican.OlderSender) };
        var customer = Samples.Number().Customer.ToString();
        var older = isAccount
            ? new OlderRecord(Database, $"account:{Samples.Account().Account}", customer, Mexican.OlderSender)
            : OlderRecord.OfNumber(Database, customer, Mexican.OlderSender);
        var first = await older.EnterAsync(said);
        Database.ApplyNumberPlan();
        var key = isAccount ? Samples.Account() : RecordKey.ForNumber(SenderNumber.Parse(Mexican.CanonicalSender), Samples.Number().Customer);

        Assert.Equal(first, (await FoundAsync(key, said))!.Position);
        Assert.Equal(first, (await FoundAsync(key, said with { GivenAt = null }))!.Position);

        // So does the record remember it.
        var record = (await RecordStory.OfStoredAsync(Database, key)).Record;
        Assert.Contains(record.Answered, answered => EventIdentity.RepeatedBy(said).Include(answered.Identity));
        Assert.Contains(record.Answered, answered => EventIdentity.RepeatedBy(said with { GivenAt = null }).Include(answered.Identity));
    }

    [Theory]
    [MemberData(nameof(EachSpelling))]
    public async Task Import_ARowFromBeforeTheMergeAfterAStart_IsDone(string spelling)
    {
        var row = Samples.OptOut(ImportRules.IdOf("import-1", Mexican.Phone(spelling)), 0) with { Source = ConsentSource.Import };
        var record = OlderRecord.OfNumber(Database, spelling);
        await record.EnterAsync(row);
        await record.EnterAsync(Samples.OptIn("start", 10));
        for (var later = 0; later < ConsentRecord.RememberedEvents; later++)
        {
            await record.EnterAsync(Samples.Help($"{later}", 20 + later));
        }

        Database.ApplyNumberPlan();
        using var writer = new ImportWriter(Database.Imports, "consent");
        var imported = await writer.WriteAsync([new ImportRow(Mexican.Number(spelling), row)], Task.CompletedTask, default);

        Assert.Equal(new ImportedRows(Recorded: 0, Unchanged: 1), imported);
    }

    [Fact]
    public async Task Start_AnImportForAnOlderSpellingOfItsSender_Resumes()
    {
        await Database.Imports.StartAsync("import-1", $"number:{Mexican.OlderSender}", default);
        await Database.Imports.StartAsync("import-2", "account:acme", default);
        Database.ApplyNumberPlan();

        Assert.Equal($"number:{Mexican.CanonicalSender}", (await Database.Imports.StartAsync("import-1", "", default)).Scope);
        Assert.Equal("account:acme", (await Database.Imports.StartAsync("import-2", "", default)).Scope);
    }

    [Theory]
    [MemberData(nameof(EachSpelling))]
    public async Task Page_OfEachSpelling_HasTheEntriesOfAll(string spelling)
    {
        await FillAsync();
        var query = new HistoryQuery { Customer = Mexican.Phone(spelling) };

        Assert.Equal([2, 3, 5, 7, 8], await PageAsync(query));
        Assert.Equal([3, 5], await PageAsync(query, after: 2, count: 2));
        Assert.Equal([2, 3], await PageAsync(query, through: 4));
        Assert.Equal([2, 3, 5, 7, 8], await PageAsync(query with { Sender = SenderNumber.Parse(Mexican.CanonicalSender) }));
        Assert.Equal([2, 3, 5, 7, 8], await PageAsync(query with { Sender = SenderNumber.Parse(Mexican.OlderSender) }));
        Assert.Equal([2, 3, 5, 7, 8], await PageAsync(query with { Account = RegistryStory.AccountId }));
        Assert.Empty(await PageAsync(query with { Sender = Samples.Sender }));
    }

    [Theory]
    [MemberData(nameof(EachSpelling))]
    public async Task Page_WithAccountChanges_HasThoseOfTheSenderUnderEachSpelling(string spelling)
    {
        await FillAsync();
        var query = new HistoryQuery { Customer = Mexican.Phone(spelling), WithAccountChanges = true };

        // The sender was registered, merged and changed.
        Assert.Equal([1, 2, 3, 5, 6, 7, 8, 9], await PageAsync(query));
        Assert.Equal([1, 2, 3, 5, 6, 7, 8, 9], await PageAsync(query with { Sender = SenderNumber.Parse(Mexican.OlderSender) }));
        Assert.Equal([1, 2, 3, 5], await PageAsync(query, through: 5));
    }

    [Fact]
    public async Task FindRecord_BeforeTheMerge_IsThatOfTheSpellingAskedFor()
    {
        await OlderRecord.OfNumber(Database, Mexican.Older).EnterAsync(Samples.OptOut("1", 10));
        await OlderRecord.OfNumber(Database, Mexican.Canonical).EnterAsync(Samples.OptIn("2", 999) with { Gateway = "another" });
        await new RecordStory(Database, Samples.Number()).EnterAsync(Samples.OptOut("3"));
        Database.ApplyNumberPlan();
        var story = await RecordStory.OfStoredAsync(Database, Mexican.Number());
        await story.EnterAsync(Samples.Help("5", 1_000).By(Mexican.Older));
        await story.EnterAsync(Samples.OptOut("6", 2_000).By(Mexican.Older));

        ConsentState?[] older = [null, ConsentState.OptedOut, ConsentState.OptedOut, ConsentState.OptedOut];
        ConsentState?[] canonical = [null, null, ConsentState.Subscribed, ConsentState.Subscribed];
        ConsentState?[] since = [ConsentState.Subscribed, ConsentState.Subscribed, ConsentState.OptedOut];
        Assert.Equal([.. older, .. since], await StatesAsync(Mexican.Older));
        Assert.Equal([.. canonical, .. since], await StatesAsync(Mexican.Canonical));

        // The deciding event has its own position, whichever spelling's entry it is.
        Assert.Equal([null, 1L, 1L, 1L, 2L, 2L, 6L], await DecidedAsync(Mexican.Older));
        Assert.Equal([null, null, 2L, 2L, 2L, 2L, 6L], await DecidedAsync(Mexican.Canonical));
    }

    [Fact]
    public async Task FindRecord_WhichBeganAfterTheMerge_IsFoundByEachSpelling()
    {
        Database.ApplyNumberPlan();
        await new RecordStory(Database, Mexican.Number()).EnterAsync(Samples.OptOut("1").By(Mexican.Older));

        foreach (var spelling in Spellings)
        {
            var found = await Past.FindRecordAsync(Mexican.Number(spelling), 1, default);
            Assert.Equal((ConsentState.OptedOut, 1L), (found.State, found.Decided!.Position));
        }
    }

    [Fact]
    public async Task FindRecord_DecidedByTheOlderSpelling_HasThatPosition()
    {
        await OlderRecord.OfNumber(Database, Mexican.Canonical).EnterAsync(Samples.OptOut("1", 10));
        await OlderRecord.OfNumber(Database, Mexican.Older).EnterAsync(Samples.OptOut("2", 20));
        Database.ApplyNumberPlan();

        Assert.Equal(2, (await Past.FindRecordAsync(Mexican.Number(), 3, default)).Decided!.Position);
        Assert.Equal(2, (await Past.FindRecordAsync(Mexican.Number(Mexican.Older), 3, default)).Decided!.Position);
    }

    [Fact]
    public async Task FindSender_BeforeAndAfterTheMerge_IsRegistered()
    {
        await FillAsync();

        foreach (var sender in new[] { Mexican.OlderSender, Mexican.CanonicalSender }.Select(SenderNumber.Parse))
        {
            Assert.Null(await Past.FindSenderAsync(sender, 0, default));
            Assert.Equal("first", (await Past.FindSenderAsync(sender, 5, default))!.DisplayName);
            Assert.Equal("renamed", (await Past.FindSenderAsync(sender, 9, default))!.DisplayName);
        }

        Assert.Equal(["first"], (await Past.SendersAsync(RegistryStory.AccountId, 5, default)).Select(sender => sender.DisplayName));
        Assert.Equal(["renamed"], (await Past.SendersAsync(RegistryStory.AccountId, 9, default)).Select(sender => sender.DisplayName));
        Assert.Empty(await Past.SendersAsync(RegistryStory.AccountId, 0, default));
    }

    [Theory]
    [MemberData(nameof(EachSpelling))]
    public async Task PositionAt_ATimeAfterAllWasSaid_LeavesOutNoSpelling(string spelling)
    {
        await OlderRecord.OfNumber(Database, Mexican.Older).EnterAsync(Samples.OptOut("1"));
        await OlderRecord.OfNumber(Database, Mexican.Canonical).EnterAsync(Samples.OptOut("2"));
        Database.ApplyNumberPlan();
        var recorded = (long)(await Database.Source.ScalarAsync("SELECT max(recorded_at) FROM ledger"))!;

        Assert.Equal(3, await Past.PositionAtAsync(new Instant(recorded), Mexican.Phone(spelling), default));
        Assert.Equal(0, await Past.PositionAtAsync(Samples.Start, Mexican.Phone(spelling), default));
    }

    public static TheoryData<string> EachSpelling => [.. Spellings];

    private Task<AnsweredEvent?> FoundAsync(RecordKey key, ConsentEvent said) =>
        Database.Ledger.FindAnsweredAsync(key, EventIdentity.RepeatedBy(said), default);

    // A sender under its older spelling (1), texts to it by both spellings of the customer (2, 3, 5) and by another one (4); the merge of
    // the sender (6) and of the records (7); another text (8), and a change of the sender (9).
    private async Task FillAsync()
    {
        var toSender = SenderNumber.Parse(Mexican.OlderSender);
        await OlderRecord.PutAsync(
            Database, Mexican.OlderSender, RegistryStory.Sender(Mexican.OlderSender, SenderKind.Engage, "first") with { Revision = 3 });
        var older = OlderRecord.OfNumber(Database, Mexican.Older, Mexican.OlderSender);
        await older.EnterAsync(Samples.OptOut("2", 2) with { Sender = toSender });
        await OlderRecord.OfNumber(Database, Mexican.Canonical, Mexican.OlderSender).EnterAsync(Samples.Help("3", 3) with { Sender = toSender });
        await new RecordStory(Database, Samples.Number()).EnterAsync(Samples.OptOut("4"));
        await older.EnterAsync(Samples.Help("5", 5) with { Sender = toSender });
        Database.ApplyNumberPlan();
        var key = RecordKey.ForNumber(SenderNumber.Parse(Mexican.CanonicalSender), Mexican.Phone(Mexican.Canonical));
        await (await RecordStory.OfStoredAsync(Database, key)).EnterAsync(Samples.Help("8", 8).By(Mexican.Older) with { Sender = key.Sender });
        var sender = RegistryStory.Sender(Mexican.CanonicalSender, SenderKind.Engage, "renamed") with { Revision = 5 };
        Assert.Equal(2, await Writer.WriteAsync(Storage.Registry.SenderGrainState.From(sender, Samples.Start, ""), 1));
    }

    private async Task<IEnumerable<int>> PageAsync(HistoryQuery query, long after = 0, long through = 100, int count = 100) =>
        (await History.PageAsync(query, after, through, count, default)).Select(entry => (int)entry.Position);

    private async Task<List<ConsentState?>> StatesAsync(string spelling) =>
        (await FindAtEachAsync(spelling)).ConvertAll(record => record.Revision == 0 ? (ConsentState?)null : record.State);

    private async Task<List<long?>> DecidedAsync(string spelling) =>
        (await FindAtEachAsync(spelling)).ConvertAll(record => record.Decided?.Position);

    private async Task<List<ConsentRecord>> FindAtEachAsync(string spelling)
    {
        var found = new List<ConsentRecord>();
        for (var position = 0; position <= 6; position++)
        {
            found.Add(await Past.FindRecordAsync(Mexican.Number(spelling), position, default));
        }

        return found;
    }
}
