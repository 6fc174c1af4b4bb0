using Consent.Core.Registry;
using Consent.Storage.Records;
using Consent.Storage.Registry;
using Microsoft.Extensions.Logging;

namespace Consent.Grains.Registry;

internal sealed class SenderGrain(
    [PersistentState(SenderGrainState.Name, ConsentGrainState.Name)] IPersistentState<SenderGrainState> storage,
    ILogger<SenderGrain> logger) : RegistryGrain<SenderGrainState, Sender>(storage, logger), ISenderGrain
{
    public Task<PutOutcome<Sender>> PutAsync(SenderPut put) => EnterAsync(put);

    protected override Sender? RegisteredIn(SenderGrainState state) => state.Sender;

    protected override SenderGrainState ToState(Sender registered, IPut<Sender> put, IEnumerable<RecentPut> before) =>
        SenderGrainState.From(registered, put.ArrivedAt, put.Actor) with
        {
            RecentPuts = [.. before, new RecentPut(put.PutId, registered.Revision)],
        };
}
