using Consent.Core.Registry;
using Consent.Grains.Records;
using Consent.Storage.Registry;
using Microsoft.Extensions.Logging;

namespace Consent.Grains.Registry;

/// <summary>What an account's and a sender's grain have in common: memory changes with the commit, and a failure drops the activation.</summary>
internal sealed class RegistryWriter<TState>(IPersistentState<TState> storage, ILogger logger)
    where TState : class, IRegistryState
{
    // A Put that was overtaken by as many is refused by its revision.
    private const int MaxRecentPuts = 8;

    private bool _dropped;

    /// <param name="id">What tells this Put from any other.</param>
    /// <param name="current">What is registered by a state.</param>
    /// <param name="put">What the rules make of what is registered.</param>
    /// <param name="made">What this Put made, as it was at the revision given.</param>
    /// <param name="toState">The state to store, by what it registers and the Puts before.</param>
    /// <param name="drop">Drops the activation.</param>
    public async Task<PutOutcome<T>> PutAsync<T>(
        Guid id,
        Func<TState, T?> current,
        Func<T?, PutOutcome<T>> put,
        Func<long, T> made,
        Func<T, IEnumerable<RecentPut>, TState> toState,
        Action drop)
        where T : class
    {
        if (_dropped)
        {
            throw new RecordUnavailableException("The state is being read again.", RecordFailure.Passing);
        }

        try
        {
            var outcome = Decide();
            if (outcome.Status != PutStatus.Changed)
            {
                // Nothing would be written, so nothing would show that it has been changed elsewhere.
                await storage.ReadStateAsync();
                outcome = Decide();
            }

            if (outcome.Status == PutStatus.Changed)
            {
                storage.State = toState(outcome.Current!, storage.State.RecentPuts.TakeLast(MaxRecentPuts - 1));
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

        // One that arrives again is answered as at first, whatever has been put since.
        PutOutcome<T> Decide() => storage.State.RecentPuts.FirstOrDefault(recent => recent.Id == id) is { } before
            ? new PutOutcome<T>(PutStatus.Unchanged, made(before.Revision))
            : put(current(storage.State));
    }
}
