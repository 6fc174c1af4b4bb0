using Consent.Core.Registry;
using Consent.Storage.Records;
using Consent.Storage.Registry;
using Microsoft.Extensions.Logging;

namespace Consent.Grains.Registry;

internal sealed class AccountGrain(
    [PersistentState(AccountGrainState.Name, ConsentGrainState.Name)] IPersistentState<AccountGrainState> storage,
    ILogger<AccountGrain> logger) : RegistryGrain<AccountGrainState, Account>(storage, logger), IAccountGrain
{
    public Task<PutOutcome<Account>> PutAsync(AccountPut put) => EnterAsync(put);

    protected override Account? RegisteredIn(AccountGrainState state) => state.Account;

    protected override AccountGrainState ToState(Account registered, IPut<Account> put, IEnumerable<RecentPut> before) =>
        AccountGrainState.From(registered, put.ArrivedAt, put.Actor) with
        {
            RecentPuts = [.. before, new RecentPut(put.PutId, registered.Revision)],
        };
}
