using Orleans.Storage;

namespace Consent.Grains.Persistence;

/// <summary>Lets writers queue in the process, one at a time, where the database has one writer: rather than meet in busy waits.</summary>
/// <remarks>SQLite blocks the calling thread, so each call takes a thread of the pool.</remarks>
internal sealed class QueuedGrainStorage(IGrainStorage inner, TimeProvider time) : IGrainStorage, IDisposable
{
    /// <summary>How long a write waits for its turn before it fails.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _turn = new(1, 1);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Task.Run(() => inner.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        InTurnAsync(() => inner.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        InTurnAsync(() => inner.ClearStateAsync(stateName, grainId, grainState));

    public void Dispose() => _turn.Dispose();

    private async Task InTurnAsync(Func<Task> write)
    {
        using (var patience = new CancellationTokenSource(MaxWait, time))
        {
            await _turn.WaitAsync(patience.Token);
        }

        try
        {
            await Task.Run(write);
        }
        finally
        {
            _turn.Release();
        }
    }
}
