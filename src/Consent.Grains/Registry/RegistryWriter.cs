using Consent.Core.Registry;
using Consent.Grains.Consents;
using Microsoft.Extensions.Logging;

namespace Consent.Grains.Registry;

/// <summary>What an account's and a sender's grain have in common: memory changes with the commit, and a failure drops the activation.</summary>
internal sealed class RegistryWriter<TState>(IPersistentState<TState> storage, ILogger logger)
    where TState : class
{
    private bool _dropped;

    /// <param name="put">What the rules make of the state as it is.</param>
    /// <param name="toState">The state to store.</param>
    /// <param name="drop">Drops the activation.</param>
    public async Task<PutOutcome<T>> PutAsync<T>(Func<TState, PutOutcome<T>> put, Func<T, TState> toState, Action drop)
        where T : class
    {
        if (_dropped)
        {
            throw new RecordUnavailableException("The state is being read again.", RecordFailure.Passing);
        }

        try
        {
            var outcome = put(storage.State);
            if (outcome.Status != PutStatus.Changed)
            {
                // Nothing would be written, so nothing would show that it has been changed elsewhere.
                await storage.ReadStateAsync();
                outcome = put(storage.State);
            }

            if (outcome.Status == PutStatus.Changed)
            {
                storage.State = toState(outcome.Current!);
                await storage.WriteStateAsync();
            }

            return outcome;
        }
        catch (Exception e)
        {
            _dropped = true;
            drop();
            Log.ActivationDropped(logger, e);
            throw RecordUnavailableException.Because(e);
        }
    }
}
