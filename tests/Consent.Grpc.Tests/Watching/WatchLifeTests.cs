using System.Runtime.CompilerServices;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Watching;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Consent.Grpc.Tests.Watching;

/// <summary>A watcher's life: its heartbeats, and what ends it.</summary>
public sealed class WatchLifeTests : IAsyncLifetime, IDisposable
{
    private readonly PolledTime _time = new();
    private readonly CapturedLog _log = new();
    private AuthorityHost? _host;

    private AuthorityHost Host => _host!;

    public async Task InitializeAsync() => _host = await AuthorityHost.StartAsync(services =>
    {
        services.AddSingleton<TimeProvider>(_time);
        _log.Intercept(services);
    });

    public async Task DisposeAsync() => await Host.DisposeAsync();

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task Watch_Idle_HasAHeartbeatWellWithin15Seconds()
    {
        await NewPair(1).TextAsync("STOP");
        using var call = Host.Watch(after: -1);
        Assert.Equal(1, (await call.NextAsync()).HeartbeatPosition);

        for (var beat = 0; beat < 3; beat++)
        {
            await _time.TimedAsync(WatchLedgerHandler.HeartbeatInterval);
            _time.Advance(WatchLedgerHandler.HeartbeatInterval);
            Assert.Equal(1, (await call.NextAsync()).HeartbeatPosition);
        }

        Assert.InRange(WatchLedgerHandler.HeartbeatInterval, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(14));
    }

    [Fact]
    public async Task Watch_EntriesThatAreNotItsOwn_MoveItsHeartbeat()
    {
        var business = await Business.RegisterAsync(Host);
        using var call = Host.Watch(after: -1, business.Id);
        Assert.Equal(5, (await call.NextAsync()).HeartbeatPosition);

        await NewPair(1).TextAsync("STOP");
        await _time.TimedAsync(WatchLedgerHandler.HeartbeatInterval);
        _time.Advance(WatchLedgerHandler.HeartbeatInterval);

        Assert.Equal(6, (await call.NextAsync()).HeartbeatPosition);
    }

    [Fact]
    public async Task Watch_NoDeadline_OutlivesAnOrdinaryCall()
    {
        using var call = Host.Watch(after: -1);
        await call.NextAsync();
        await _time.TimedAsync(WatchLedgerHandler.HeartbeatInterval);
        _time.Advance(TimeSpan.FromHours(1));
        await call.NextAsync();
        await Host.PolledAsync();

        await NewPair(1).TextAsync("STOP");

        Assert.Equal(1, (await call.NextAsync()).Entry.Position);
    }

    [Fact]
    public async Task Watch_DeadlinePasses_Ends()
    {
        using var call = new ConsentLedger.ConsentLedgerClient(Host.Channel).WatchLedger(
            new WatchLedgerRequest(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(1));

        Assert.Equal(StatusCode.DeadlineExceeded, (await call.EndAsync()).Status);
        Assert.Empty(_log.Errors);
    }

    [Fact]
    public async Task Watch_Cancelled_EndsWithoutAnError()
    {
        var ended = _log.AwaitAsync("Error status code 'Cancelled'");
        using (var call = Host.Watch(after: -1))
        {
            await call.NextAsync();
        }

        await ended;
        Assert.Empty(_log.Errors);
    }

    [Fact]
    public async Task Watch_ServerStops_IsSentElsewhere()
    {
        using var call = Host.Watch(after: -1);
        await call.NextAsync();

        Host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        var refusal = await call.EndAsync();
        Assert.Equal((StatusCode.Unavailable, ErrorReason.ShuttingDown), (refusal.Status, refusal.Reason));
        Assert.Empty(_log.Errors);
    }

    [Fact]
    public async Task Watch_ServerStopsWhileNobodyReads_Ends()
    {
        await NewPair(1).TextAsync("STOP");
        var watch = new FakeWatch { OnSent = () => new TaskCompletionSource().Task };
        var call = Host.WatchAsync(watch, after: 0);
        await watch.EntryAsync();

        Host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();

        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => call)).StatusCode);
    }

    [Fact]
    public async Task Watch_ReaderSleeps_IsEndedAfter30SecondsAndNotBefore()
    {
        await NewPair(1).TextAsync("STOP");
        var reads = new TaskCompletionSource();
        var watch = new FakeWatch { OnSent = () => reads.Task };
        var call = Host.WatchAsync(watch, after: 0);
        await _time.TimedAsync(WatchLedgerHandler.MaxWrite);

        _time.Advance(TimeSpan.FromSeconds(29.999));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.001));

        var refusal = await Refusal.OfAsync(NothingAsync(call));
        Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.ReaderTooSlow), (refusal.Status, refusal.Reason));
        Assert.Equal("30", refusal.Info!.Metadata["limit"]);
    }

    [Fact]
    public async Task Watch_ReaderSlowButAwake_GoesOn()
    {
        await NewPair(1).TextAsync("STOP");
        await NewPair(2).TextAsync("STOP");
        var reads = new SemaphoreSlim(0);
        var watch = new FakeWatch { OnSent = () => reads.WaitAsync() };
        using var gone = new CancellationTokenSource();
        var call = Host.WatchAsync(watch, after: 0, gone.Token);

        for (var position = 1; position <= 2; position++)
        {
            Assert.Equal(position, await watch.EntryAsync());
            await _time.TimedAsync(WatchLedgerHandler.MaxWrite);
            _time.Advance(TimeSpan.FromSeconds(29));
            reads.Release();
        }

        await watch.NextAsync();
        Assert.False(call.IsCompleted);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Watch_ReaderSleptTooLong_LeavesNothingInMemory()
    {
        await NewPair(1).TextAsync("STOP");

        var watch = await SleepTooLongAsync();

        // Until the frames that have ended are off the stack.
        for (var attempt = 0; attempt < 100 && watch.IsAlive; attempt++)
        {
            await Task.Yield();
            GC.Collect();
        }

        Assert.False(watch.IsAlive);
    }

    [Fact]
    public async Task Watch_ReaderSleepsOnTheWire_IsToldWhenItWakesUp()
    {
        // More than the buffers of both sides hold.
        const int Entries = 400;
        await Parallel.ForAsync(0, Entries, async (number, _) => await Host.Client.RecordOptOutAsync(
            new RecordOptOutRequest(NewPair(number).OptOut()) { Evidence = new string('x', 1_024) }, cancellationToken: CancellationToken.None));
        using var call = Host.Watch(after: 0);
        await _time.TimedAsync(WatchLedgerHandler.MaxWrite);

        _time.Advance(WatchLedgerHandler.MaxWrite);

        var positions = new List<long>();
        var refusal = await Refusal.OfAsync(ReadAsync());
        Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.ReaderTooSlow), (refusal.Status, refusal.Reason));
        Assert.InRange(positions.Count, 1, Entries - 1);
        Assert.Equal(Enumerable.Range(1, positions.Count), positions.Select(position => (int)position));
        Assert.DoesNotContain(_log.Errors, error => error.Contains("WatchLedger", StringComparison.Ordinal));

        async Task<int> ReadAsync()
        {
            while (true)
            {
                positions.Add((await call.NextAsync()).Entry.Position);
            }
        }
    }

    // What it leaves behind is out of reach when it returns.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> SleepTooLongAsync()
    {
        var watch = new FakeWatch { OnSent = () => new TaskCompletionSource().Task };
        var call = Host.WatchAsync(watch, after: 0);
        await _time.TimedAsync(WatchLedgerHandler.MaxWrite);
        _time.Advance(WatchLedgerHandler.MaxWrite);
        await Assert.ThrowsAsync<RpcException>(() => call);
        return new WeakReference(watch);
    }

    private static async Task<bool> NothingAsync(Task call)
    {
        await call;
        return true;
    }

    private Pair NewPair(int number) => new(Host.Client, "+15550001111", $"+1555222{number:0000}");
}
