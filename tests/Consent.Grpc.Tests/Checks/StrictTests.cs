using System.Net;
using Consent.Grpc.Checks;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Consent.Grpc.Tests.Checks;

/// <summary>Strict: whatever was committed before a call is known to its answer, though this server's clocks stand still.</summary>
public sealed class StrictTests : IAsyncLifetime
{
    private const int Rounds = 50;

    private static int _customers;

    private readonly PolledTime _time = new();
    private readonly CutOffDatabase _database = new();
    private AuthorityHost? _host;

    private AuthorityHost Host => _host!;

    public async Task InitializeAsync()
    {
        _host = await AuthorityHost.StartAsync(services =>
        {
            services.Configure<FreshnessOptions>(freshness => freshness.Mode = FreshnessMode.Strict);
            services.AddSingleton<TimeProvider>(_time);
            _database.Intercept(services);
        });
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Fact]
    public async Task CheckSend_WrittenBehindItsBack_KnowsAtOnce()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var pair = NewPair();
            Assert.Equal(Decision.Allowed, (await pair.CheckAsync()).Decision);

            await BehindItsBack.StopAsync(Host, pair);

            Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
        }
    }

    [Fact]
    public async Task BatchCheckSend_WrittenBehindItsBack_KnowsAtOnce()
    {
        for (var round = 0; round < Rounds; round++)
        {
            var pair = NewPair();
            Assert.Equal(Decision.Allowed, Assert.Single((await BatchAsync(pair)).Decisions));

            await BehindItsBack.StopAsync(Host, pair);

            Assert.Equal(Decision.Blocked, Assert.Single((await BatchAsync(pair)).Decisions));
        }
    }

    [Fact]
    public async Task StreamCheckSend_WrittenBehindItsBack_KnowsFromTheNextItemOn()
    {
        using var call = Host.Client.StreamCheckSend();
        for (var round = 0; round < Rounds; round++)
        {
            var pair = NewPair();
            Assert.Equal(Decision.Allowed, (await AskAsync(call, pair)).Check.Decision);

            await BehindItsBack.StopAsync(Host, pair);

            Assert.Equal(Decision.Blocked, (await AskAsync(call, pair)).Check.Decision);
        }
    }

    [Fact]
    public async Task RecordInboundAndGetStatus_WrittenBehindItsBack_KnowAtOnce()
    {
        var pair = NewPair();
        await BehindItsBack.StopAsync(Host, pair);

        Assert.Equal(Decision.Blocked, (await pair.TextAsync("see you at 5")).Decision);

        var other = NewPair();
        await BehindItsBack.StopAsync(Host, other);
        var status = await other.StatusAsync();
        Assert.Equal((Decision.Blocked, await Host.Ledger.LengthAsync()), (status.Decision, status.LedgerPosition));
    }

    [Fact]
    public async Task RecordInbound_OfAStop_IsAcknowledgedAndKnown()
    {
        var pair = NewPair();

        Assert.Equal(Decision.Blocked, (await pair.TextAsync("STOP")).Decision);
        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
        Assert.Equal(Decision.Allowed, (await pair.TextAsync("START")).Decision);
        Assert.Equal(Decision.Allowed, (await pair.CheckAsync()).Decision);
    }

    [Fact]
    public async Task Calls_DatabaseAway_AreUnavailableUntilItIsBack()
    {
        var pair = NewPair();
        using var call = Host.Client.StreamCheckSend();
        await AskAsync(call, pair);

        _database.IsCut = true;
        AssertStale(await Refusal.OfAsync(pair.CheckAsync()));
        AssertStale(await Refusal.OfAsync(pair.ReplyAsync(MessagePurpose.HelpReply)));
        AssertStale(await Refusal.OfAsync(BatchAsync(pair)));
        AssertStale(await Refusal.OfAsync(pair.TextAsync("STOP")));
        AssertStale(await Refusal.OfAsync(pair.TextAsync("see you at 5")));
        AssertStale(await Refusal.OfAsync(pair.StatusAsync()));
        AssertStale(await Refusal.OfAsync(Host.Client.RecordOptOutAsync(pair.OptOut())));
        AssertStale(await Refusal.OfAsync(Host.Client.ReactivateAsync(pair.Reactivation(TimeProvider.System.GetUtcNow()))));
        Assert.Equal((int)StatusCode.Unavailable, (await AskAsync(call, pair)).Error.Code);
        Assert.Equal(0, await Host.Ledger.LengthAsync());

        // Healthy as long as in Bounded: by the clocks, which stand still.
        Assert.Equal(HttpStatusCode.OK, (await Host.Web.GetAsync(new Uri("/readyz", UriKind.Relative))).StatusCode);
        _time.Advance(TimeSpan.FromSeconds(5.001));
        await Host.HealthAsync(ServingStatus.NotServing);

        _database.IsCut = false;
        await Host.HealthAsync(ServingStatus.Serving);
        Assert.Equal(Decision.Allowed, (await pair.CheckAsync()).Decision);
        Assert.Equal(Decision.Allowed, (await AskAsync(call, pair)).Check.Decision);
    }

    [Fact]
    public async Task CheckSend_DatabaseHangs_IsUnavailableAfterTwoSeconds()
    {
        _database.Hold = new TaskCompletionSource();
        var check = NewPair().CheckAsync();

        // However late the call arrives: the clock is in the test's hand.
        while (!check.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(0.5));
            await Task.Yield();
        }

        AssertStale(await Refusal.OfAsync(check));
        _database.Hold.SetResult();
    }

    [Fact]
    public async Task CheckSend_DatabaseHangsAndTheDeadlinePasses_IsNotKeptWaiting()
    {
        _database.Hold = new TaskCompletionSource();
        var pair = NewPair();

        var refusal = await Refusal.OfAsync(Host.Client.CheckSendAsync(
            new CheckSendRequest { SenderNumber = pair.Sender, CustomerNumber = pair.Customer },
            deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(0.5)));

        Assert.Equal(StatusCode.DeadlineExceeded, refusal.Status);
        _database.Hold.SetResult();
    }

    [Fact]
    public async Task StreamCheckSend_NextItemIsAtHand_IsNotWaitedForWithAnAnswerUnsent()
    {
        var streams = Host.Services.GetRequiredService<StreamCheckSendHandler>();
        var stream = new FakeStream(Enumerable.Range(0, 10).Select(_ => Item(NewPair())));

        await streams.CheckAsync(stream, stream, new FakeCall());

        Assert.Equal((10, 1), (stream.Written, stream.MostUnsent));
    }

    private static void AssertStale(Refusal refusal) =>
        Assert.Equal((StatusCode.Unavailable, ErrorReason.RosterStale), (refusal.Status, refusal.Reason));

    private static async Task<StreamCheckSendResponse> AskAsync(
        AsyncDuplexStreamingCall<StreamCheckSendRequest, StreamCheckSendResponse> call, Pair pair)
    {
        await call.RequestStream.WriteAsync(Item(pair));
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        return call.ResponseStream.Current;
    }

    private static StreamCheckSendRequest Item(Pair pair) =>
        new() { Check = new CheckSendRequest { SenderNumber = pair.Sender, CustomerNumber = pair.Customer } };

    private async Task<BatchCheckSendResponse> BatchAsync(Pair pair) => await Host.Client.BatchCheckSendAsync(
        new BatchCheckSendRequest { SenderNumber = pair.Sender, CustomerNumbers = { pair.Customer } });

    private Pair NewPair() => new(Host.Client, "+15550001111", $"+1555222{Interlocked.Increment(ref _customers):0000}");
}
