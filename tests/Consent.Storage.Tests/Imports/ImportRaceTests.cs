using Consent.Core.Records;
using Consent.Storage.Imports;
using Consent.Storage.Tests.Databases;
using CsCheck;

namespace Consent.Storage.Tests.Imports;

/// <summary>An import over the records that customers are texting about: what is in the ledger is some order of all of it.</summary>
public abstract class ImportRaceTests(Func<ITestDatabase> create) : DatabaseSuite(create)
{
    private const int Customers = 40;
    private const int TextsEach = 6;
    private const int Latest = 7_200;

    private static readonly Gen<(bool[][] AreStops, int[] Seconds)> Histories = Gen.Select(
        Gen.Bool.Array[TextsEach].Array[Customers], Gen.Int[0, Latest].Array[Customers], (areStops, seconds) => (areStops, seconds));

    private int _firstCustomer;

    [Fact]
    public Task Write_WhileCustomersText_IsInSomeOrderWithThem() => Histories.SampleAsync(AssertInSomeOrderAsync, iter: 4, threads: 1);

    private async Task AssertInSomeOrderAsync((bool[][] AreStops, int[] Seconds) history)
    {
        using var writer = new ImportWriter(Database.Imports, Rows.ServiceId);
        var first = _firstCustomer;
        _firstCustomer += Customers;
        var texts = Enumerable.Range(0, Customers).ToDictionary(customer => first + customer, customer => Texts(history.AreStops[customer]));
        var rows = Enumerable.Range(0, Customers).Select(customer => Rows.Of(first + customer, history.Seconds[customer])).ToArray();

        // Twice at once, as a caller does that lost its connection and resumes while the first run is still on.
        await Task.WhenAll(
            ImportAsync(writer, rows), ImportAsync(writer, rows), Task.Run(() => TextAsync([.. texts.Where(each => each.Key % 2 == 0)])),
            Task.Run(() => TextAsync([.. texts.Where(each => each.Key % 2 == 1)])));

        var ledger = await LedgerAsync();
        Assert.Equal(Enumerable.Range(1, ledger.Count).Select(position => (long)position), ledger.Select(entry => entry.Position));
        for (var customer = 0; customer < Customers; customer++)
        {
            await AssertSerialAsync(rows[customer], texts[first + customer], ledger);
        }
    }

    private static async Task ImportAsync(ImportWriter writer, ImportRow[] rows)
    {
        // As the server does: some rows are decided while those before them are written.
        Task before = Task.CompletedTask;
        foreach (var chunk in rows.Chunk(10))
        {
            var entering = writer.WriteAsync(chunk, before, default);
            await before;
            before = entering;
        }

        await before;
    }

    private static ConsentEvent[] Texts(bool[] areStops) =>
    [
        .. areStops.Select((isStop, text) => isStop
            ? Samples.OptOut($"{text}", text * Latest / TextsEach)
            : Samples.OptIn($"{text}", text * Latest / TextsEach)),
    ];

    // One text of each customer after the other, as the customers' grains do: after a conflict they read again.
    private async Task TextAsync(KeyValuePair<int, ConsentEvent[]>[] customers)
    {
        for (var text = 0; text < TextsEach; text++)
        {
            foreach (var (customer, texts) in customers)
            {
                while (!await TryEnterAsync(Samples.Number(customer), texts[text]))
                {
                }
            }
        }
    }

    private async Task<bool> TryEnterAsync(RecordKey key, ConsentEvent text)
    {
        var story = await RecordStory.OfStoredAsync(Database, key);
        return await Writer.WriteAsync(story.Next(text), story.Version) is not null;
    }

    private async Task AssertSerialAsync(ImportRow row, ConsentEvent[] texts, List<Entry> ledger)
    {
        var events = texts.Append(row.OptOut).ToDictionary(each => each.Id);
        var record = ConsentRecord.Empty;
        var entries = ledger.Where(entry => entry.Key == row.Key.ToString()).ToList();
        foreach (var entry in entries)
        {
            var transition = RecordRules.Apply(record, events[entry.MessageId], ResubscribePolicy.CustomerStart, RecordStory.Replies);
            record = transition.Record.CommittedAt(entry.Position);
            Assert.Equal(((long)transition.Entry, record.Revision, (long)record.State), (entry.Kind, entry.Revision, entry.State));
        }

        // Each text once, in the customer's order; the row once, or not at all where the customer was opted out.
        Assert.Equal(texts.Select(text => text.Id), entries.Select(entry => entry.MessageId).Where(id => id != row.OptOut.Id));
        Assert.True(entries.Count(entry => entry.MessageId == row.OptOut.Id) <= 1);
        var (stored, version) = (await Writer.ReadAsync(row.Key.ToString()))!.Value;
        Assert.Equal((record.State, record.Revision, entries.Count), (stored.Record.State, stored.Record.Revision, version));
    }

    private async Task<List<Entry>> LedgerAsync() =>
    [
        .. (await Database.Source.RowsAsync("SELECT * FROM ledger ORDER BY position")).Select(row => new Entry(
            (long)row["position"]!,
            (string)row["record_key"]!,
            (string)row["message_id"]!,
            (long)row["kind"]!,
            (long)row["record_revision"]!,
            (long)row["record_state"]!)),
    ];

    private sealed record Entry(long Position, string Key, string MessageId, long Kind, long Revision, long State);
}
