using Consent.Storage.Records;

namespace Consent.Grains.Persistence;

/// <summary>Writes states as the database wants it.</summary>
internal interface IStateWriter
{
    /// <summary>Writes a state; returns after its commit.</summary>
    /// <returns>The ledger position of the entry that the write appended.</returns>
    /// <exception cref="Orleans.Storage.InconsistentStateException">The row is not of the version that was read.</exception>
    Task<long> WriteAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState, IStoredState state);
}
