using Consent.Core.Registry;
using Consent.Storage.Consents;
using Consent.Storage.Registry;
using Microsoft.Extensions.Logging;

namespace Consent.Grains.Registry;

internal sealed class SenderGrain(
    [PersistentState(SenderGrainState.Name, ConsentGrainState.Name)] IPersistentState<SenderGrainState> storage,
    ILogger<SenderGrain> logger) : Grain, ISenderGrain
{
    private readonly RegistryWriter<SenderGrainState> _writer = new(storage, logger);

    public Task<PutOutcome<Sender>> PutAsync(SenderPut put) => _writer.PutAsync(
        state => RegistryRules.Put(state.Sender, put.Sender, put.ExpectedRevision),
        sender => SenderGrainState.From(sender, put.ArrivedAt, put.Actor),
        DeactivateOnIdle);
}
