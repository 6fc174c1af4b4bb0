using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Records;

/// <summary>A caller waits no longer than it said, and a write that has been started is finished all the same.</summary>
public sealed class StuckWriteTests : IAsyncLifetime
{
    private readonly WatchedTime _time = new();
    private readonly HeldStorage _storage = new();
    private AuthorityHost? _host;

    private AuthorityHost Host => _host!;

    private Pair Pair => new(Host.Client, "+15550001111", "+15552220000");

    public async Task InitializeAsync() => _host = await AuthorityHost.StartAsync(services =>
    {
        services.AddSingleton<TimeProvider>(_time);
        _storage.Intercept(services);
    });

    public async Task DisposeAsync()
    {
        _storage.Open();
        await Host.DisposeAsync();
    }

    [Fact]
    public async Task RecordInbound_CallersDeadlinePasses_IsFinishedAndADuplicateWhenSentAgain()
    {
        var stop = Pair.Text("STOP");

        // Long enough to reach the storage on a busy machine.
        var call = Host.Client.RecordInboundAsync(stop, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(2));
        await _storage.Entered;

        Assert.Equal(StatusCode.DeadlineExceeded, (await Refusal.OfAsync(call)).Status);
        await AssertFinishedAsync(stop);
    }

    [Fact]
    public async Task RecordInbound_NoDeadline_EndsAfterTheServersOwn()
    {
        var stop = Pair.Text("STOP");
        var call = Host.Client.RecordInboundAsync(stop);
        await _storage.Entered;

        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(call.ResponseAsync.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        var refusal = await Refusal.OfAsync(call);
        Assert.Equal((StatusCode.DeadlineExceeded, ErrorReason.DeadlineExceeded), (refusal.Status, refusal.Reason));
        await AssertFinishedAsync(stop);
    }

    [Fact]
    public async Task RecordInbound_CallerGoesAway_IsFinished()
    {
        var stop = Pair.Text("STOP");
        using var away = new CancellationTokenSource();
        var call = Host.Client.RecordInboundAsync(stop, cancellationToken: away.Token);
        await _storage.Entered;

        await away.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await Refusal.OfAsync(call)).Status);
        await AssertFinishedAsync(stop);
    }

    [Fact]
    public async Task GetStatus_BehindAStuckWrite_EndsAfterTheServersOwn()
    {
        var stuck = Host.Client.RecordInboundAsync(Pair.Text("STOP"));
        await _storage.Entered;
        await _time.CallTimedAsync();

        // Past the gate, which would close.
        var status = Pair.StatusAsync();
        await _time.CallTimedAsync();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(StatusCode.DeadlineExceeded, (await Refusal.OfAsync(status)).Status);
        await Refusal.OfAsync(stuck);
    }

    [Fact]
    public async Task CheckSend_WhileAWriteIsStuck_IsAnswered()
    {
        var stuck = Host.Client.RecordInboundAsync(Pair.Text("STOP"));
        await _storage.Entered;

        Assert.Equal(Decision.Allowed, (await Pair.CheckAsync()).Decision);

        _storage.Open();
        await stuck;
        Assert.Equal(Decision.Blocked, (await Pair.CheckAsync()).Decision);
    }

    [Fact]
    public async Task Calls_StorageFails_AreUnavailableAndWorkAfterwards()
    {
        _storage.Open().Failure = new IOException("disk full at /var/secret");

        foreach (var refusal in new[]
        {
            await Refusal.OfAsync(Pair.TextAsync("STOP")),
            await Refusal.OfAsync(Host.Client.RecordOptOutAsync(Pair.OptOut())),
            await Refusal.OfAsync(Pair.StatusAsync()),
        })
        {
            Assert.Equal((StatusCode.Unavailable, ErrorReason.StorageUnavailable), (refusal.Status, refusal.Reason));
            Assert.DoesNotContain("secret", refusal.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("555", refusal.Text, StringComparison.Ordinal);
        }

        Assert.Equal(0, await Host.Ledger.LengthAsync());
        Assert.Equal(Decision.Allowed, (await Pair.CheckAsync()).Decision);
        _storage.Failure = null;
        Assert.Equal(Decision.Blocked, (await Pair.TextAsync("STOP")).Decision);
    }

    private async Task AssertFinishedAsync(RecordInboundRequest stop)
    {
        Assert.Equal(0, await Host.Ledger.LengthAsync());
        _storage.Open();

        // The clock may have jumped past a poll that was under way, which leaves the roster stale until the next.
        await Host.PolledAsync();
        var again = await Host.Client.RecordInboundAsync(stop);

        Assert.Equal((true, true, 1), (again.Duplicate, again.Applied, again.LedgerPosition));
        Assert.Equal([stop.MessageId], await Host.Ledger.IdsAsync(Pair));
        Assert.Equal(Decision.Blocked, (await Pair.CheckAsync()).Decision);
    }
}
