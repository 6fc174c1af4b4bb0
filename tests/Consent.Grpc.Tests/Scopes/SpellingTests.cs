using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Imports;
using Consent.V1;

namespace Consent.Grpc.Tests.Scopes;

/// <summary>A customer with two spellings is one customer everywhere, and each answer has the spelling of its caller.</summary>
[Collection(OneHost.Name)]
public sealed class SpellingTests(SharedHost host)
{
    private const string Sender = "+15550001111";
    private static int _customers;

    private readonly string _ten = $"55{10_000_000 + Interlocked.Increment(ref _customers)}";

    private Pair Old => new(host.Client, Sender, $"+521{_ten}");

    private Pair New => new(host.Client, Sender, $"+52{_ten}");

    private ConsentLedger.ConsentLedgerClient Ledger => new(host.Host.Channel);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_ByOneSpelling_BlocksEveryCheckByTheOther(bool isOld)
    {
        var (texted, asked) = isOld ? (Old, New) : (New, Old);
        await texted.TextAsync("STOP");

        foreach (var pair in new[] { asked, texted })
        {
            var check = await pair.CheckAsync();
            Assert.Equal((Decision.Blocked, DecisionReason.OptedOutOfNumber), (check.Decision, check.Reason));
            Assert.Equal(pair.Customer, check.OptOut.CustomerNumber);
        }

        var batch = await host.Client.BatchCheckSendAsync(
            new BatchCheckSendRequest { SenderNumber = Sender, CustomerNumbers = { asked.Customer, texted.Customer } });
        Assert.Equal([Decision.Blocked, Decision.Blocked], batch.Decisions);
        var selection = await host.Client.SelectSenderAsync(
            new SelectSenderRequest { CustomerNumber = asked.Customer, SenderNumbers = { Sender } });
        Assert.Empty(selection.SenderNumber);
        using var stream = host.Client.StreamCheckSend();
        await stream.RequestStream.WriteAsync(
            new StreamCheckSendRequest { Check = new CheckSendRequest { SenderNumber = Sender, CustomerNumber = asked.Customer } });
        Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(asked.Customer, stream.ResponseStream.Current.Check.OptOut.CustomerNumber);
    }

    [Fact]
    public async Task Start_ByTheOtherSpelling_LiftsTheOptOut()
    {
        await Old.TextAsync("STOP");

        var start = await New.TextAsync("START");

        Assert.Equal((true, 2), (start.Applied, start.Record.Revision));
        Assert.Equal(DecisionReason.Resubscribed, (await Old.CheckAsync()).Reason);
    }

    [Fact]
    public async Task Text_RepeatedByTheOtherSpelling_IsARepetition()
    {
        var first = await Old.TextAsync("STOP", "one id");

        var again = await New.TextAsync("STOP", "one id");

        Assert.True(again.Duplicate);
        Assert.Equal(first.LedgerPosition, again.LedgerPosition);
    }

    [Fact]
    public async Task Status_ByEitherSpelling_IsOfOneRecord()
    {
        await Old.TextAsync("STOP");
        await New.TextAsync("START");

        foreach (var pair in new[] { Old, New })
        {
            var record = Assert.Single((await pair.StatusAsync()).Records);
            Assert.Equal((pair.Customer, ConsentState.Subscribed, 2), (record.CustomerNumber, record.State, record.Revision));
        }
    }

    [Fact]
    public async Task History_ByEitherSpelling_HasEveryEntryAsGiven()
    {
        await Old.TextAsync("STOP");
        await New.TextAsync("START");

        foreach (var pair in new[] { Old, New })
        {
            var history = await Ledger.GetHistoryAsync(new GetHistoryRequest { CustomerNumber = pair.Customer });
            Assert.Equal([Old.Customer, New.Customer], history.Entries.Select(entry => entry.Record.CustomerNumber));
            Assert.Equal([1L, 2L], history.Entries.Select(entry => entry.Record.Revision));
        }
    }

    [Fact]
    public async Task Export_OfBothSpellings_IsOneRecordAsLastGiven()
    {
        await New.TextAsync("STOP");
        await Old.TextAsync("STOP");

        using var export = Ledger.ExportConsents(new ExportConsentsRequest { SenderNumber = Sender });
        var records = new List<ConsentRecord>();
        while (await export.ResponseStream.MoveNext(CancellationToken.None))
        {
            records.AddRange(export.ResponseStream.Current.Records);
        }

        Assert.Equal(
            [Old.Customer],
            records.Select(record => record.CustomerNumber).Where(number => number.EndsWith(_ten, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Import_OfBothSpellings_RecordsOne()
    {
        var answers = await Importing.RunAsync(
            host.Host,
            Importing.Header(Sender),
            Importing.Part(Importing.Row(Old.Customer), Importing.Row(New.Customer)));

        Assert.Equal((1L, 1L), (answers[^1].RowsRecorded, answers[^1].RowsUnchanged));
        Assert.Equal(Decision.Blocked, (await New.CheckAsync()).Decision);
    }

    [Fact]
    public async Task Import_AgainInTheOtherSpellingAfterAStart_LeavesTheStart()
    {
        var header = Importing.Header(Sender);
        await Importing.RunAsync(host.Host, header, Importing.Part(Importing.Row(Old.Customer)));
        for (var text = 0; text < 20; text++)
        {
            // More than a record remembers.
            await New.TextAsync(text % 2 == 0 ? "START" : "HELP");
        }

        var answers = await Importing.RunAsync(
            host.Host, header, Importing.Part(Importing.Row(New.Customer), Importing.Row(Old.Customer)));

        Assert.Equal((0L, 2L), (answers[^1].RowsRecorded, answers[^1].RowsUnchanged));
        Assert.Equal(Decision.Allowed, (await Old.CheckAsync()).Decision);
    }

    [Fact]
    public async Task Watch_OfATextByAnOldSpelling_ShowsItAsGiven()
    {
        var stop = await Old.TextAsync("STOP");

        using var watch = host.Host.Watch(stop.LedgerPosition - 1);

        Assert.Equal(Old.Customer, (await watch.NextAsync()).Entry.Record.CustomerNumber);
    }

    [Fact]
    public async Task Reply_AskedForByTheOtherSpelling_GoesOutOnce()
    {
        await Old.TextAsync("STOP");

        Assert.True(await New.MayReplyAsync(MessagePurpose.OptOutConfirmation));
        Assert.False(await Old.MayReplyAsync(MessagePurpose.OptOutConfirmation));
    }

    [Fact]
    public async Task Sender_OfTwoSpellings_IsOneSender()
    {
        var customer = host.NewPair().Customer;
        var (old, canonical) = (new Pair(host.Client, $"+521{_ten}", customer), new Pair(host.Client, $"+52{_ten}", customer));

        var stop = await old.TextAsync("STOP");

        Assert.Equal(old.Sender, stop.Record.SenderNumber);
        Assert.Equal(canonical.Sender, (await canonical.CheckAsync()).OptOut.SenderNumber);
        Assert.Equal(old.Sender, (await old.CheckAsync()).OptOut.SenderNumber);
        var refusal = await Refusal.OfAsync(new Pair(host.Client, old.Sender, canonical.Sender).CheckAsync());
        Assert.Contains("SENDER_IS_CUSTOMER", refusal.Text, StringComparison.Ordinal);
    }
}
