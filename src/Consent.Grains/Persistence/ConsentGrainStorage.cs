using Consent.Grains.Records;
using Consent.Storage.Records;
using Consent.Storage.Ledger;
using Orleans.Storage;

namespace Consent.Grains.Persistence;

/// <summary>
/// Orleans' storage as this project needs it: each database writes states in its own way, and a state has the ledger position of its
/// entry.
/// </summary>
internal sealed class ConsentGrainStorage(IGrainStorage provider, IStateWriter writer, ILedgerReader ledger, WriteHealth health) : IGrainStorage
{
    // Consent.Storage's Query says why it takes a thread of the pool.
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.Run(async () =>
    {
        try
        {
            await ReadAsync(stateName, grainId, grainState);
        }
        catch (Exception e)
        {
            // The caller may be on another server, and a database driver's exception cannot be sent there.
            throw new RecordUnavailableException(
                $"The state could not be read: {e.Message}", RecordUnavailableException.Because(e).Failure);
        }
    });

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.State is not IStoredState state)
        {
            throw new InvalidOperationException($"The state {stateName} makes no ledger entry.");
        }

        try
        {
            var entry = await writer.WriteAsync(stateName, grainId, grainState, state);
            grainState.State = (T)state.CommittedAt(entry.Position, entry.Mark);
        }
        catch (Exception e)
        {
            health.Failed(e);
            throw;
        }

        health.Committed();
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new InvalidOperationException("A state is never cleared.");

    private async Task ReadAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await provider.ReadStateAsync(stateName, grainId, grainState);
        if (grainState is { RecordExists: true, State: IStoredState state })
        {
            var position = await ledger.FindPositionAsync(state.Key, state.Revision, CancellationToken.None)
                ?? throw new InvalidOperationException("The state has no ledger entry.");
            grainState.State = (T)state.CommittedAt(position, mark: null);
        }
    }
}
