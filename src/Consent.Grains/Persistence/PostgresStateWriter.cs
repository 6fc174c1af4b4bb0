using System.Globalization;
using Consent.Storage.Records;
using Consent.Storage.Postgres;
using Orleans.Storage;

namespace Consent.Grains.Persistence;

/// <summary>Writes the rows that Orleans' provider reads, many in one statement, where the provider writes one.</summary>
internal sealed class PostgresStateWriter(PostgresGroupCommit commit, IGrainStorageSerializer serializer, string serviceId)
    : IStateWriter
{
    public async Task<long> WriteAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, IStoredState state)
    {
        int? version = grainState.ETag is { Length: > 0 } read ? int.Parse(read, CultureInfo.InvariantCulture) : null;
        var row = new StateRow(
            stateName, state.Key, serviceId, state.Revision, version, serializer.Serialize(grainState.State).ToArray());
        var written = await commit.WriteAsync(row) ?? throw new InconsistentStateException("The row is not of the version that was read.");
        grainState.ETag = written.Version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
        return written.Position;
    }
}
