using Consent.Core.Registry;
using Consent.Storage.Records;
using Consent.Storage.Registry;
using Microsoft.Extensions.Logging;

namespace Consent.Grains.Registry;

internal sealed class SenderGrain(
    [PersistentState(SenderGrainState.Name, ConsentGrainState.Name)] IPersistentState<SenderGrainState> storage,
    ILogger<SenderGrain> logger) : Grain, ISenderGrain
{
    private readonly RegistryWriter<SenderGrainState> _writer = new(storage, logger);

    public Task<PutOutcome<Sender>> PutAsync(SenderPut put) => _writer.PutAsync(
        put.PutId,
        state => state.Sender,
        before => RegistryRules.Put(before, put.Sender, put.ExpectedRevision),
        revision => RegistryRules.At(put.Sender, revision),
        (sender, before) => SenderGrainState.From(sender, put.ArrivedAt, put.Actor) with
        {
            RecentPuts = [.. before, new RecentPut(put.PutId, sender.Revision)],
        },
        DeactivateOnIdle);
}
