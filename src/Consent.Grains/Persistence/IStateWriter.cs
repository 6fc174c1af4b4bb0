using System.Globalization;
using Consent.Storage.Database;
using Consent.Storage.Postgres;
using Consent.Storage.Records;
using Consent.Storage.Sqlite;
using Orleans.Storage;

namespace Consent.Grains.Persistence;

/// <summary>Writes states in the database's own way.</summary>
internal interface IStateWriter
{
    /// <summary>Writes a state; returns after its commit.</summary>
    /// <returns>The entry that the write appended to the ledger.</returns>
    /// <exception cref="Orleans.Storage.InconsistentStateException">The row is not of the version that was read.</exception>
    Task<WrittenEntry> WriteAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, IStoredState state);
}

/// <summary>Has Orleans' provider run each write, in a transaction that many share.</summary>
internal sealed class SqliteStateWriter(IGrainStorage provider, SqliteGroupCommit commit) : IStateWriter
{
    public Task<WrittenEntry> WriteAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, IStoredState state) =>
        commit.RunAsync(() => provider.WriteStateAsync(stateName, grainId, grainState));
}

/// <summary>Writes the rows that Orleans' provider reads, many in one statement; the provider would write one.</summary>
internal sealed class PostgresStateWriter(PostgresGroupCommit commit, IGrainStorageSerializer serializer, string serviceId)
    : IStateWriter
{
    public async Task<WrittenEntry> WriteAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, IStoredState state)
    {
        int? version = grainState.ETag is { Length: > 0 } read ? int.Parse(read, CultureInfo.InvariantCulture) : null;
        var row = new StateRow(
            stateName, state.Key, serviceId, state.Revision, version, serializer.Serialize(grainState.State).ToArray());
        var written = await commit.WriteAsync(row)
            ?? throw new InconsistentStateException("The row is not of the version that was read.");
        grainState.ETag = written.Version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
        return written.Entry;
    }
}
