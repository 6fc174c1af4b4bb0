using Consent.Core.Registry;
using Consent.Storage.Records;
using Consent.Storage.Registry;
using Microsoft.Extensions.Logging;

namespace Consent.Grains.Registry;

internal sealed class AccountGrain(
    [PersistentState(AccountGrainState.Name, ConsentGrainState.Name)] IPersistentState<AccountGrainState> storage,
    ILogger<AccountGrain> logger) : Grain, IAccountGrain
{
    private readonly RegistryWriter<AccountGrainState> _writer = new(storage, logger);

    public Task<PutOutcome<Account>> PutAsync(AccountPut put) => _writer.PutAsync(
        put.PutId,
        state => state.Account,
        before => RegistryRules.Put(before, put.Account, put.ExpectedRevision),
        revision => RegistryRules.At(put.Account, revision),
        (account, before) => AccountGrainState.From(account, put.ArrivedAt, put.Actor) with
        {
            RecentPuts = [.. before, new RecentPut(put.PutId, account.Revision)],
        },
        DeactivateOnIdle);
}
