using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Exports;
using Consent.Storage.Imports;
using Consent.Storage.Tests.Databases;
using Consent.Storage.Tests.Imports;

namespace Consent.Storage.Tests.Exports;

/// <summary>A picture of the records at one position.</summary>
public abstract class ExportTests(Func<ITestDatabase> create) : DatabaseSuite(create)
{
    [Fact]
    public async Task Read_NoRecords_IsOneEmptyPart()
    {
        var part = Assert.Single(await PartsAsync(new ExportFilter()));

        Assert.Equal((0L, 0), (part.Position, part.Records.Count));
    }

    [Fact]
    public async Task Read_Records_AreWholeAndAtThePosition()
    {
        var story = new RecordStory(Database, Samples.Number());
        await story.EnterAsync(Samples.OptOut("1", 10));
        await story.EnterAsync(Samples.Help("2", 20));
        await new RecordStory(Database, Samples.Account()).EnterAsync(Samples.Help("3"));

        var part = Assert.Single(await PartsAsync(new ExportFilter()));

        Assert.Equal(3, part.Position);
        Assert.Equal(
            [
                new ExportedRecord(null, "acme-plumbing_1", "+15552220000", (int)ConsentState.Subscribed, null, null, null, 1),
                new ExportedRecord(
                    "+15550001111", null, "+15552220000", (int)ConsentState.OptedOut, story.Record.Decided!.At.Milliseconds,
                    (int)ConsentSource.InboundSms, "stop", 2),
            ],
            part.Records.OrderBy(record => record.SenderNumber));
    }

    [Fact]
    public async Task Read_Filtered_IsWhatIsAskedFor()
    {
        await RegisterAsync("acme-plumbing_1", Samples.Sender);
        var unregistered = RecordKey.ForNumber(SenderNumber.Parse("12345"), Samples.Number().Customer);
        await new RecordStory(Database, Samples.Account()).EnterAsync(Samples.OptOut("1"));
        await new RecordStory(Database, Samples.Number()).EnterAsync(Samples.OptOut("2"));
        await new RecordStory(Database, Samples.Number(1)).EnterAsync(Samples.OptIn("3"));
        await new RecordStory(Database, unregistered).EnterAsync(Samples.OptOut("4"));

        var account = AccountId.Parse("acme-plumbing_1");
        Assert.Equal(4, await CountAsync(new ExportFilter()));
        Assert.Equal(3, await CountAsync(new ExportFilter(Account: account)));
        Assert.Equal(2, await CountAsync(new ExportFilter(Sender: Samples.Sender)));
        Assert.Equal(3, await CountAsync(new ExportFilter(State: ConsentState.OptedOut)));
        Assert.Equal(2, await CountAsync(new ExportFilter(Account: account, State: ConsentState.OptedOut)));
        Assert.Equal(1, await CountAsync(new ExportFilter(Sender: Samples.Sender, State: ConsentState.Subscribed)));
        Assert.Equal(0, await CountAsync(new ExportFilter(Account: AccountId.Parse("other"))));
    }

    [Fact]
    public async Task Read_Many_IsInPartsOfThatSize()
    {
        await ImportAsync(first: 0, 25);

        Assert.Equal([10, 10, 5], (await PartsAsync(new ExportFilter())).Select(part => part.Records.Count));
    }

    [Fact]
    public async Task Read_WhileOthersWrite_IsExactForItsPosition()
    {
        await ImportAsync(first: 0, 500);
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var first = 500; !enough.IsCancellationRequested; first += 20)
            {
                await ImportAsync(first, 20);
            }
        });

        for (var round = 0; round < 10; round++)
        {
            var parts = await PartsAsync(new ExportFilter());

            // Each entry made a record of its own.
            var position = Assert.Single(parts.Select(part => part.Position).Distinct());
            Assert.Equal(position, parts.Sum(part => part.Records.Count));
        }

        await enough.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Read_LeftInTheMiddle_LetsGoOfTheDatabase()
    {
        await ImportAsync(first: 0, 1_000);
        for (var round = 0; round < 3; round++)
        {
            await foreach (var part in Database.Export.ReadAsync(new ExportFilter(), 10, default))
            {
                Assert.Equal(10, part.Records.Count);
                break;
            }
        }

        await ImportAsync(first: 1_000, 10);
        Assert.Equal(1_010, await CountAsync(new ExportFilter()));
    }

    [Fact]
    public async Task Read_Cancelled_Ends()
    {
        await ImportAsync(first: 0, 1_000);
        using var cancelled = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var part in Database.Export.ReadAsync(new ExportFilter(), 10, cancelled.Token))
            {
                await cancelled.CancelAsync();
            }
        });

        Assert.Equal(1_000, await CountAsync(new ExportFilter()));
    }

    private async Task<List<ExportedRecords>> PartsAsync(ExportFilter filter)
    {
        var parts = new List<ExportedRecords>();
        await foreach (var part in Database.Export.ReadAsync(filter, 10, default))
        {
            parts.Add(part);
        }

        return parts;
    }

    private async Task<int> CountAsync(ExportFilter filter) => (await PartsAsync(filter)).Sum(part => part.Records.Count);

    private async Task ImportAsync(int first, int count)
    {
        using var writer = new ImportWriter(Database.Imports, Rows.ServiceId);
        await writer.WriteAsync([.. Enumerable.Range(first, count).Select(customer => Rows.Of(customer))], Task.CompletedTask, default);
    }

    private Task<int> RegisterAsync(string account, SenderNumber sender) => Database.Source.ExecuteAsync(
        "INSERT INTO sender VALUES (@sender, @account, 2, '', 1, 1)", ("@sender", sender.ToString()), ("@account", account));
}
