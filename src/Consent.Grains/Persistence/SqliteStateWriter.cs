using Consent.Storage.Records;
using Consent.Storage.Sqlite;
using Orleans.Storage;

namespace Consent.Grains.Persistence;

/// <summary>Orleans' provider runs each write, in a transaction that many share.</summary>
internal sealed class SqliteStateWriter(IGrainStorage provider, SqliteGroupCommit commit) : IStateWriter
{
    public Task<long> WriteAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, IStoredState state) =>
        commit.RunAsync(() => provider.WriteStateAsync(stateName, grainId, grainState));
}
