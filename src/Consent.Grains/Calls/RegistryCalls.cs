using Consent.Core.Registry;
using Consent.Grains.Registry;

namespace Consent.Grains.Calls;

/// <summary>Calls accounts' and senders' grains. The Put's own id makes a repetition harmless.</summary>
public sealed class RegistryCalls
{
    private readonly IGrainFactory _grains;
    private readonly GrainCalls _calls;

    internal RegistryCalls(IGrainFactory grains, GrainCalls calls) => (_grains, _calls) = (grains, calls);

    /// <inheritdoc cref="IAccountGrain.PutAsync"/>
    public Task<PutOutcome<Account>> PutAsync(AccountPut put, CancellationToken cancellation) =>
        _calls.CallAsync(_grains.Account(put.Account.Id), grain => grain.PutAsync(put), cancellation);

    /// <inheritdoc cref="ISenderGrain.PutAsync"/>
    public Task<PutOutcome<Sender>> PutAsync(SenderPut put, CancellationToken cancellation) =>
        _calls.CallAsync(_grains.Sender(put.Sender.Number), grain => grain.PutAsync(put), cancellation);
}
