using Consent.Storage.Sqlite;
using Orleans.Storage;

namespace Consent.Grains.Persistence;

/// <summary>Writes states through the embedded database's one writer, many grains' in one transaction.</summary>
/// <remarks>SQLite blocks the calling thread, so a read takes a thread of the pool.</remarks>
internal sealed class GroupedGrainStorage(IGrainStorage inner, SqliteGroupCommit writer) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Task.Run(() => inner.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        writer.RunAsync(() => inner.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        writer.RunAsync(() => inner.ClearStateAsync(stateName, grainId, grainState));
}
