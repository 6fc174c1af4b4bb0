using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using static Consent.Grpc.Tests.Imports.Importing;

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
        var ahead = TimeProvider.System.GetUtcNow().AddHours(1);

        var answers = await RunAsync(
            shared.Host,
            Header(pair.Sender),
            Part(Row("0155"), Row(pair.Sender)),
            Part(Row(pair.Customer), Row(pair.Customer, ahead), Row(pair.Customer, Then.AddYears(-30))),
            Part(Row(pair.Customer, keyword: new string('x', 65)), Row(pair.Customer, keyword: "a\tb"), Row(new string('9', 99))));

        Assert.Equal(
            [
                (0, "0155", ErrorReason.NumberInvalid),
                (1, pair.Sender, ErrorReason.SenderIsCustomer),
                (3, pair.Customer, ErrorReason.TimeOutOfRange),
                (4, pair.Customer, ErrorReason.TimeOutOfRange),
                (5, pair.Customer, ErrorReason.FieldTooLong),
                (6, pair.Customer, ErrorReason.ControlCharacter),
                (7, new string('9', 32), ErrorReason.NumberInvalid),
            ],
            answers.SelectMany(answer => answer.Rejections).Select(each => (each.Row, each.CustomerNumber, each.Reason)));
        Assert.Equal((8, 1, 0), (answers[^1].RowsRead, answers[^1].RowsRecorded, answers[^1].RowsUnchanged));
        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
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
}
