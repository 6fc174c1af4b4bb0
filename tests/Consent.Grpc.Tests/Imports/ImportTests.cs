using Consent.Core.Records;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Ledger;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;
using static Consent.Grpc.Tests.Imports.Importing;
using ConsentSource = Consent.V1.ConsentSource;
using ConsentState = Consent.V1.ConsentState;
using Decision = Consent.V1.Decision;

namespace Consent.Grpc.Tests.Imports;

[Collection(OneHost.Name)]
public sealed class ImportTests(SharedHost shared)
{
    private static readonly DateTimeOffset Then = new(2025, 6, 7, 8, 9, 10, TimeSpan.Zero);

    [Fact]
    public async Task Import_Rows_AreRecordedAndBlocked()
    {
        var (one, two) = (shared.NewPair(), shared.NewPair());

        var answers = await RunAsync(shared.Host, Header(one.Sender), Part(Row(one.Customer, Then), Row(two.Customer)));

        Assert.Equal(
            new ImportOptOutsResponse { RowsRead = 2, RowsRecorded = 2, Done = true }, answers[^1]);
        Assert.Equal((Decision.Blocked, Decision.Blocked), ((await one.CheckAsync()).Decision, (await two.CheckAsync()).Decision));
        var record = Assert.Single((await one.StatusAsync()).Records);
        Assert.Equal(
            (ConsentState.OptedOut, ConsentSource.Import, "STOP", Then),
            (record.State, record.Source, record.Keyword, record.ChangedAt.ToDateTimeOffset()));
    }

    [Fact]
    public async Task Import_Again_ChangesNothingWhateverTheCustomersSaidSince()
    {
        var (one, two) = (shared.NewPair(), shared.NewPair());
        ImportOptOutsRequest[] parts = [Header(one.Sender), Part(Row(one.Customer, Then), Row(two.Customer))];
        await RunAsync(shared.Host, parts);
        await one.TextAsync("START");
        await two.TextAsync("START");
        var before = await shared.Ledger.LengthAsync();

        var answers = await RunAsync(shared.Host, parts);

        Assert.Equal(new ImportOptOutsResponse { RowsRead = 2, RowsUnchanged = 2, Done = true }, answers[^1]);
        Assert.Equal((Decision.Allowed, Decision.Allowed), ((await one.CheckAsync()).Decision, (await two.CheckAsync()).Decision));
        Assert.Equal(before, await shared.Ledger.LengthAsync());
    }

    [Fact]
    public async Task Import_OfARecordInMemory_IsSeenByItsGrain()
    {
        var pair = shared.NewPair();
        await pair.TextAsync("HELP");

        await RunAsync(shared.Host, Header(pair.Sender), Part(Row(pair.Customer)));

        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
        Assert.Equal(ConsentState.OptedOut, Assert.Single((await pair.StatusAsync()).Records).State);
    }

    [Theory]
    [InlineData("STOP", Decision.Blocked)]
    [InlineData("START", Decision.Allowed)]
    public async Task Text_AfterAnImportOverARecordInMemory_IsEnteredOnce(string text, Decision expected)
    {
        var pair = shared.NewPair();
        await pair.TextAsync("HELP", "help");
        var id = NewId();
        await RunAsync(shared.Host, Header(pair.Sender, id), Part(Row(pair.Customer, Then)));

        var answer = await pair.TextAsync(text, "text");

        Assert.Equal((true, false, 3L), (answer.Applied, answer.Duplicate, answer.Record.Revision));
        Assert.Equal(expected, (await pair.CheckAsync()).Decision);
        Assert.Equal(["help", $"{id}/{pair.Customer}", "text"], await shared.Ledger.IdsAsync(pair));
    }

    [Fact]
    public async Task Import_BadRows_AreToldWithTheirIndexAndStopNothing()
    {
        var pair = shared.NewPair();

        var answers = await RunAsync(
            shared.Host,
            Header(pair.Sender),
            Part(Row("0155"), Row($" {pair.Sender}")),
            Part(Row(pair.Customer), Row("1.55511E+10\t"), Row(pair.Customer[1..])),
            Part(Row("' +15557654321"), Row(" "), Row(new string('9', 99))));

        Assert.Equal(
            [
                (0, "0155", ErrorReason.NumberInvalid, "a short code"),
                (1, $" {pair.Sender}", ErrorReason.SenderIsCustomer, "the sender's own number"),
                (3, "1.55511E+10\t", ErrorReason.NumberInvalid, "scientific notation, as spreadsheets write it"),
                (4, pair.Customer[1..], ErrorReason.NumberInvalid,
                    "no + in front: if these digits begin with a country code, write + before them"),
                (5, "' +15557654321", ErrorReason.NumberInvalid, "has ''' at character 1"),
                (6, " ", ErrorReason.NumberInvalid, "empty"),
                (7, new string('9', 32), ErrorReason.NumberInvalid, "too long: 99 digits"),
            ],
            answers.SelectMany(answer => answer.Rejections)
                .Select(each => (each.Row, each.CustomerNumber, each.Reason, each.Description)));
        Assert.Equal((8, 1, 0, 0), (answers[^1].RowsRead, answers[^1].RowsRecorded, answers[^1].RowsUnchanged, answers[^1].RowsRepaired));
        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
    }

    [Theory]
    [InlineData(" {0}", EventRepairs.NumberTrimmed)]
    [InlineData("{0}\t", EventRepairs.NumberTrimmed)]
    [InlineData("{0}\u00A0", EventRepairs.NumberTrimmed)]
    [InlineData("\uFEFF{0}", EventRepairs.NumberTrimmed)]
    [InlineData("'{0}", EventRepairs.NumberTrimmed)]
    [InlineData("\uFEFF '{0}\r\n", EventRepairs.NumberTrimmed)]
    [InlineData("\u202A{0}\u202C", EventRepairs.NumberTrimmed)]
    [InlineData("{0}", EventRepairs.None)]
    public async Task Import_NumberWithSomethingAroundIt_IsEnteredAndCounted(string written, EventRepairs repairs)
    {
        var pair = shared.NewPair();
        var row = Row(written.Replace("{0}", pair.Customer, StringComparison.Ordinal), Then);

        var answers = await RunAsync(shared.Host, Header(pair.Sender), Part(row));

        Assert.Equal((1, 0, repairs == EventRepairs.None ? 0 : 1), Counts(answers[^1]));
        Assert.Empty(answers.SelectMany(answer => answer.Rejections));
        Assert.Equal((Decision.Blocked, (long)repairs), ((await pair.CheckAsync()).Decision, await RepairsAsync(pair)));
        Assert.Equal(pair.Customer, Assert.Single((await pair.StatusAsync()).Records).CustomerNumber);
    }

    [Fact]
    public async Task Import_ImpossibleTimes_CountAsNotGiven()
    {
        foreach (var time in new[]
        {
            TimeProvider.System.GetUtcNow().AddHours(1).ToTimestamp(), Then.AddYears(-30).ToTimestamp(),
            new Timestamp { Seconds = long.MaxValue }, new Timestamp { Nanos = -1 },
        })
        {
            var (bad, none) = (shared.NewPair(), shared.NewPair());
            ImportOptOutsRequest[] parts =
            [
                Header(bad.Sender),
                Part(new ImportRow { CustomerNumber = bad.Customer, OptedOutAt = time }, Row(none.Customer)),
            ];

            Assert.Equal((2, 0, 1), Counts((await RunAsync(shared.Host, parts))[^1]));
            var (ofBad, ofNone) = (Assert.Single((await bad.StatusAsync()).Records), Assert.Single((await none.StatusAsync()).Records));
            Assert.Equal(ofNone.ChangedAt, ofBad.ChangedAt);
            Assert.Equal((long)EventRepairs.TimeIgnored, await RepairsAsync(bad));

            // Again, after the customer came back: the row is known by its number.
            await bad.TextAsync("START");
            Assert.Equal((0, 2, 1), Counts((await RunAsync(shared.Host, parts))[^1]));
            Assert.Equal(Decision.Allowed, (await bad.CheckAsync()).Decision);
        }
    }

    [Theory]
    [InlineData(64, 0, EventRepairs.None)]
    [InlineData(65, 0, EventRepairs.KeywordCut)]
    [InlineData(63, 1, EventRepairs.KeywordCut)]
    public async Task Import_LongKeyword_IsCutAtACharacter(int letters, int emoji, EventRepairs repairs)
    {
        var pair = shared.NewPair();
        var keyword = new string('x', letters) + string.Concat(Enumerable.Repeat("\U0001F6D1", emoji));

        var answers = await RunAsync(shared.Host, Header(pair.Sender), Part(Row(pair.Customer, Then, keyword)));

        Assert.Equal((1, 0, repairs == EventRepairs.None ? 0 : 1), Counts(answers[^1]));
        Assert.Equal(new string('x', Math.Min(letters, 64)), Assert.Single((await pair.StatusAsync()).Records).Keyword);
        Assert.Equal((long)repairs, await RepairsAsync(pair));
    }

    [Theory]
    [InlineData("ST\0OP", "ST\uFFFDOP")]
    [InlineData("ST\tOP", "ST\uFFFDOP")]
    [InlineData("STOP\r\n", "STOP")]
    public async Task Import_KeywordWithControlCharacters_IsCleaned(string given, string kept)
    {
        var pair = shared.NewPair();

        var answers = await RunAsync(shared.Host, Header(pair.Sender), Part(Row(pair.Customer, Then, given)));

        Assert.Equal((1, 0, 1), Counts(answers[^1]));
        Assert.Equal(kept, Assert.Single((await pair.StatusAsync()).Records).Keyword);
        Assert.Equal((long)EventRepairs.KeywordCleaned, await RepairsAsync(pair));
    }

    [Fact]
    public async Task Import_SeveralRepairsOfARow_AreAllInItsEntryAndCountedOnce()
    {
        var (mended, plain) = (shared.NewPair(), shared.NewPair());
        var row = Row($"'{mended.Customer}", Then.AddYears(-30), new string('x', 65));

        var answers = await RunAsync(shared.Host, Header(mended.Sender), Part(row, Row("nobody")), Part(Row(plain.Customer), row));

        Assert.Equal((2, 1, 2), Counts(answers[^1]));
        var rejection = Assert.Single(answers.SelectMany(answer => answer.Rejections));
        Assert.Equal((1, "no digits"), (rejection.Row, rejection.Description));
        Assert.Equal(
            (long)(EventRepairs.NumberTrimmed | EventRepairs.TimeIgnored | EventRepairs.KeywordCut), await RepairsAsync(mended));
    }

    [Fact]
    public async Task Import_ManyBadRows_AreAllToldInAnswersOfModestSize()
    {
        const int Rows = 3_200;
        var bad = Enumerable.Range(0, Rows).Select(row => Row($"x{row}")).Chunk(1_000).Select(rows => Part(rows));

        var answers = await RunAsync(shared.Host, bad.Prepend(Header("+15550001111")));

        Assert.Equal(
            Enumerable.Range(0, Rows).Select(row => (long)row), answers.SelectMany(answer => answer.Rejections).Select(each => each.Row));
        Assert.All(answers, answer => Assert.InRange(answer.Rejections.Count, 0, 500));
        Assert.Equal((Rows, 0), (answers[^1].RowsRead, answers[^1].RowsRecorded));
    }

    [Fact]
    public async Task Import_ForAnAccount_CoversItsStandardNumbers()
    {
        var business = await Business.RegisterAsync(shared.Host);
        var header = new ImportOptOutsRequest { Header = new ImportHeader { ImportId = NewId(), AccountId = business.Id } };

        await RunAsync(shared.Host, header, Part(Row(business.Customer, Then)));

        Assert.Equal(Decision.Blocked, (await business.To(business.Standard).CheckAsync()).Decision);
        Assert.Equal(ConsentSource.Import, Assert.Single((await business.StatusAsync()).Records).Source);
    }

    [Fact]
    public async Task Import_NoRows_IsDone()
    {
        Assert.Equal([new ImportOptOutsResponse { Done = true }], await RunAsync(shared.Host, Header("+15550001111")));
        Assert.Equal([new ImportOptOutsResponse { Done = true }], await RunAsync(shared.Host, Header("+15550001111"), Part()));
    }

    [Fact]
    public async Task Import_ManyParts_AreAllThere()
    {
        var pairs = Enumerable.Range(0, 2_500).Select(_ => shared.NewPair()).ToList();

        var answers = await RunAsync(
            shared.Host, pairs.Chunk(7).Select(some => Part(some.Select(pair => Row(pair.Customer)))).Prepend(Header(pairs[0].Sender)));

        Assert.Equal((2_500, 2_500), (answers[^1].RowsRead, answers[^1].RowsRecorded));
        Assert.All(await Task.WhenAll(pairs.Select(pair => pair.CheckAsync())), check => Assert.Equal(Decision.Blocked, check.Decision));
    }

    private static (long Recorded, long Unchanged, long Repaired) Counts(ImportOptOutsResponse answer) =>
        (answer.RowsRecorded, answer.RowsUnchanged, answer.RowsRepaired);

    private async Task<long> RepairsAsync(Pair pair)
    {
        var history = await shared.Host.HistoryPageAsync(new GetHistoryRequest { CustomerNumber = pair.Customer });
        return (long)(await shared.Ledger.EntryAsync(history.Entries[0].Position))["repairs"]!;
    }
}
