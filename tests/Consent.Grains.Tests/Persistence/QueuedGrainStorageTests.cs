using System.Threading.Channels;
using Consent.Grains.Persistence;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;

namespace Consent.Grains.Tests.Persistence;

public sealed class QueuedGrainStorageTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly HeldStorage _inner = new();
    private readonly QueuedGrainStorage _storage;

    public QueuedGrainStorageTests() => _storage = new QueuedGrainStorage(_inner, _time);

    public void Dispose() => _storage.Dispose();

    [Fact]
    public async Task Write_ManyAtOnce_GoInOneAtATime()
    {
        var writes = Enumerable.Range(0, 8).Select(_ => WriteAsync()).Append(ClearAsync()).ToList();

        foreach (var _ in writes)
        {
            (await _inner.EnteredAsync()).SetResult();
        }

        await Task.WhenAll(writes);
        Assert.Equal(1, _inner.MostAtOnce);
    }

    [Fact]
    public async Task Write_WhoseTurnDoesNotCome_Fails()
    {
        var stuck = WriteAsync();
        var held = await _inner.EnteredAsync();
        var waiting = WriteAsync();

        _time.Advance(QueuedGrainStorage.MaxWait);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(stuck.IsCompleted);
        held.SetResult();
        await stuck;
    }

    [Fact]
    public async Task Write_AfterOneWhoseTurnDidNotCome_GoesIn()
    {
        var stuck = WriteAsync();
        var held = await _inner.EnteredAsync();
        var waiting = WriteAsync();
        _time.Advance(QueuedGrainStorage.MaxWait);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        var next = WriteAsync();
        held.SetResult();
        (await _inner.EnteredAsync()).SetResult();

        await Task.WhenAll(stuck, next);
    }

    [Fact]
    public async Task Write_ThatIsIn_IsNotHurried()
    {
        var slow = WriteAsync();
        var held = await _inner.EnteredAsync();

        _time.Advance(QueuedGrainStorage.MaxWait * 10);

        Assert.False(slow.IsCompleted);
        held.SetResult();
        await slow;
    }

    [Fact]
    public async Task Write_ThatFails_PassesTheTurnOn()
    {
        var failing = WriteAsync();
        var next = WriteAsync();

        (await _inner.EnteredAsync()).SetException(new IOException("disk full"));
        (await _inner.EnteredAsync()).SetResult();

        await Assert.ThrowsAsync<IOException>(() => failing);
        await next;
    }

    [Fact]
    public async Task Read_WhileAWriteIsIn_DoesNotWait()
    {
        var stuck = WriteAsync();
        var held = await _inner.EnteredAsync();

        await _storage.ReadStateAsync("state", default, new GrainState<string>());

        Assert.False(stuck.IsCompleted);
        held.SetResult();
        await stuck;
    }

    private Task WriteAsync() => _storage.WriteStateAsync("state", default, new GrainState<string>());

    private Task ClearAsync() => _storage.ClearStateAsync("state", default, new GrainState<string>());

    /// <summary>Each write waits until the test lets it go.</summary>
    private sealed class HeldStorage : IGrainStorage
    {
        private readonly Channel<TaskCompletionSource> _entered = Channel.CreateUnbounded<TaskCompletionSource>();
        private int _inside;

        public int MostAtOnce { get; private set; }

        public ValueTask<TaskCompletionSource> EnteredAsync() => _entered.Reader.ReadAsync();

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

        public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _inside));
            await _entered.Writer.WriteAsync(release);
            try
            {
                await release.Task;
            }
            finally
            {
                Interlocked.Decrement(ref _inside);
            }
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            WriteStateAsync(stateName, grainId, grainState);
    }
}
