using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.Storage.Sqlite;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Watching;

/// <summary>A ledger that goes back under its watchers, as a restored backup does.</summary>
public sealed class WentBackTests : IAsyncLifetime, IDisposable
{
    private readonly CutOffDatabase _database = new();
    private readonly CapturedLog _log = new();
    private AuthorityHost? _host;

    private AuthorityHost Host => _host!;

    public async Task InitializeAsync() => _host = await AuthorityHost.StartAsync(services =>
    {
        _database.Intercept(services);
        _log.Intercept(services);
    });

    public async Task DisposeAsync() => await Host.DisposeAsync();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData(2, 0)]
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(0, 0)]
    public async Task Watch_LedgerGoesBack_EndsAndSaysSo(int to, int writtenSince)
    {
        await StopAsync(1, 3);
        using var call = Host.Watch(after: -1);
        await call.NextAsync();
        var logged = _log.AwaitAsync("A watcher of the ledger was told (DATA_LOSS) that entry 3, ");

        await GoBackAsync(to, async () => await StopBehindItsBackAsync(4, writtenSince));

        var refusal = await call.EndAsync();
        Assert.Equal((StatusCode.DataLoss, ErrorReason.LedgerWentBack), (refusal.Status, refusal.Reason));
        Assert.Equal("3", refusal.Info!.Metadata["position"]);
        await logged.WaitAsync(TimeLimit.Generous);
    }

    [Fact]
    public async Task Watch_LedgerGoesBackWhileBehind_NeitherRepeatsNorSkips()
    {
        await StopAsync(1, 300);
        var reads = new SemaphoreSlim(0);
        var watch = new FakeWatch { OnSent = () => reads.WaitAsync() };
        var call = Host.WatchAsync(watch, after: 0);
        Assert.Equal(1, await watch.EntryAsync());

        await GoBackAsync(100, () => StopBehindItsBackAsync(1_000, 250));
        await Host.PolledAsync();
        reads.Release(int.MaxValue / 2);

        // The page that had been read when the ledger went back, and nothing of the other ledger.
        var failure = await Assert.ThrowsAsync<RpcException>(() => call);
        Assert.Equal(StatusCode.DataLoss, failure.StatusCode);
        for (var position = 2; position <= 256; position++)
        {
            Assert.Equal(position, await watch.EntryAsync());
        }
    }

    [Fact]
    public async Task Watch_AfterTheLedgerWentBack_HasTheNewOne()
    {
        await StopAsync(1, 5);
        using (var before = Host.Watch(after: 4))
        {
            await before.CatchUpAsync();
        }

        await GoBackAsync(2, () => StopBehindItsBackAsync(6, 2));
        await Host.PolledAsync();

        using var beyond = Host.Watch(after: 5);
        using var call = Host.Watch(after: 2);
        var (entries, heartbeat) = await call.CatchUpAsync();
        Assert.Equal(ErrorReason.OutOfRange, (await beyond.EndAsync()).Reason);
        Assert.Equal(["+15552220006", "+15552220007"], entries.Select(entry => entry.Record.CustomerNumber));
        Assert.Equal(4, heartbeat);
    }

    private Task StopAsync(int first, int count) => Parallel.ForAsync(
        first, first + count, async (number, _) => await NewPair(number).TextAsync("STOP"));

    private async Task StopBehindItsBackAsync(int first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            await BehindItsBack.StopAsync(Host, NewPair(number));
        }
    }

    // No poll sees it half done.
    private async Task GoBackAsync(int position, Func<Task> then)
    {
        _database.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (var command = Host.Services.GetRequiredService<SqliteDataSource>().CreateCommand(
            $"""
            DROP TRIGGER IF EXISTS ledger_refuses_delete;
            DELETE FROM consent_record WHERE last_position > {position};
            DELETE FROM ledger WHERE position > {position};
            """))
        {
            await command.ExecuteNonQueryAsync();
        }

        await then();
        _database.Hold.SetResult();
        _database.Hold = null;
    }

    private Pair NewPair(int number) => new(Host.Client, "+15550001111", $"+1555222{number:0000}");
}
