using Consent.Grpc.Exports;
using Consent.Grpc.Registry;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Imports;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Grpc.Tests.Exports;

public sealed class ExportTests : IAsyncLifetime
{
    private AuthorityHost? _host;

    private AuthorityHost Host => _host!;

    public async Task InitializeAsync() => _host = await AuthorityHost.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task Export_NoRecords_IsOneEmptyPart() =>
        Assert.Equal([new ExportConsentsResponse()], await ExportAsync(new ExportConsentsRequest()));

    [Fact]
    public async Task Export_Records_AreAsTheStatusHasThem()
    {
        var business = await Business.RegisterAsync(Host);
        var stopped = business.To(business.Engage);
        await stopped.TextAsync("STOP");
        await Host.Client.RecordOptOutAsync(new RecordOptOutRequest(business.OptOut()) { Source = ConsentSource.Carrier });
        var other = new Pair(Host.Client, "12345", business.Customer);
        await other.TextAsync("START");

        var part = Assert.Single(await ExportAsync(new ExportConsentsRequest()));

        Assert.Equal(await Host.Ledger.LengthAsync(), part.LedgerPosition);
        var expected = (await stopped.StatusAsync()).Records.Concat((await other.StatusAsync()).Records);
        Assert.Equal(expected.OrderBy(Key), part.Records.OrderBy(Key));
        Assert.Equal(2, await CountAsync(new ExportConsentsRequest { AccountId = business.Id }));
        Assert.Equal(1, await CountAsync(new ExportConsentsRequest { SenderNumber = business.Engage }));
        Assert.Equal(1, await CountAsync(new ExportConsentsRequest { State = ConsentState.Subscribed }));

        static string Key(ConsentRecord record) => $"{record.SenderNumber}/{record.AccountId}";
    }

    [Fact]
    public async Task Export_AsJson_IsTheSame()
    {
        await new Pair(Host.Client, "+15550001111", "+15557654321").TextAsync("STOP");

        var json = await Host.Web.GetStringAsync(new Uri("/v1/consents:export?state=CONSENT_STATE_OPTED_OUT", UriKind.Relative));

        Assert.Contains("+15557654321", json, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, ExportConsentsRequest> BadRequests() => new()
    {
        { "account_id", ErrorReason.ScopeAmbiguous, new ExportConsentsRequest { AccountId = "a", SenderNumber = "12345" } },
        { "account_id", ErrorReason.AccountIdInvalid, new ExportConsentsRequest { AccountId = "A B" } },
        { "sender_number", ErrorReason.NumberInvalid, new ExportConsentsRequest { SenderNumber = "+0" } },
        { "state", ErrorReason.EnumUnknown, new ExportConsentsRequest { State = (ConsentState)77 } },
    };

    [Theory]
    [MemberData(nameof(BadRequests))]
    public async Task Export_BadRequest_IsRefused(string field, string reason, ExportConsentsRequest request)
    {
        var refusal = await Refusal.OfAsync(ExportAsync(request));

        Assert.Equal(
            (StatusCode.InvalidArgument, reason, field), (refusal.Status, refusal.Reason, refusal.BadRequest!.FieldViolations[0].Field));
    }

    [Fact]
    public async Task Export_OfAnAccountThatIsNotThere_IsRefused()
    {
        var refusal = await Refusal.OfAsync(ExportAsync(new ExportConsentsRequest { AccountId = "nobody" }));

        Assert.Equal((StatusCode.NotFound, ErrorReason.AccountNotFound), (refusal.Status, refusal.Reason));
    }

    [Fact]
    public async Task Export_ToWhoDoesNotRead_EndsAfterHalfAMinute()
    {
        await FillAsync(5_000);
        var time = new FakeTimeProvider();
        var reader = new StuckReader();
        var call = ActivatorUtilities.CreateInstance<ExportConsentsHandler>(Host.Services, time)
            .ExportAsync(new ExportConsentsRequest(), reader, new FakeCall());
        await reader.Writing;

        time.Advance(ExportConsentsHandler.MaxWrite - TimeSpan.FromMilliseconds(1));
        await Host.Ledger.LengthAsync();
        Assert.False(call.IsCompleted);
        while (!call.IsCompleted)
        {
            // Whoever waits may not have begun to.
            time.Advance(TimeSpan.FromMilliseconds(1));
            await Host.Ledger.LengthAsync();
        }

        var refusal = await Refusal.OfAsync(Answer(call));
        Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.ReaderTooSlow), (refusal.Status, refusal.Reason));
    }

    [Fact]
    public async Task Export_Many_IsInPartsOfOnePosition()
    {
        await FillAsync(5_000);

        var parts = await ExportAsync(new ExportConsentsRequest());

        Assert.Equal([1_000, 1_000, 1_000, 1_000, 1_000], parts.Select(part => part.Records.Count));
        Assert.All(parts, part => Assert.Equal(5_000, part.LedgerPosition));
        Assert.Equal(5_000, parts.SelectMany(part => part.Records).DistinctBy(record => record.CustomerNumber).Count());
    }

    [Fact]
    public async Task Export_CallerGoesAway_LetsGo()
    {
        await FillAsync(5_000);
        using (var call = new ConsentLedger.ConsentLedgerClient(Host.Channel).ExportConsents(new ExportConsentsRequest()))
        {
            await call.ResponseStream.MoveNext(default);
        }

        Assert.Equal(5_000, await CountAsync(new ExportConsentsRequest()));
    }

    private static async Task<bool> Answer(Task call)
    {
        await call;
        return true;
    }

    private async Task FillAsync(int rows) => await Importing.RunAsync(
        Host,
        Enumerable.Range(0, rows).Select(row => Importing.Row($"+1555{2_000_000 + row}")).Chunk(1_000)
            .Select(some => Importing.Part(some)).Prepend(Importing.Header("+15550001111")));

    private async Task<int> CountAsync(ExportConsentsRequest request) => (await ExportAsync(request)).Sum(part => part.Records.Count);

    private async Task<List<ExportConsentsResponse>> ExportAsync(ExportConsentsRequest request)
    {
        using var call = new ConsentLedger.ConsentLedgerClient(Host.Channel).ExportConsents(request);
        var parts = new List<ExportConsentsResponse>();
        while (await call.ResponseStream.MoveNext(default))
        {
            parts.Add(call.ResponseStream.Current);
        }

        return parts;
    }

    private sealed class StuckReader : IServerStreamWriter<ExportConsentsResponse>
    {
        private readonly TaskCompletionSource _writing = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Writing => _writing.Task;

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(ExportConsentsResponse message)
        {
            _writing.TrySetResult();
            return new TaskCompletionSource().Task;
        }
    }
}
