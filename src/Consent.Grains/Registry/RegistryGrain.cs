using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grains.Records;
using Consent.Storage.Registry;
using Microsoft.Extensions.Logging;

namespace Consent.Grains.Registry;

/// <summary>The writer of one account or sender.</summary>
internal abstract class RegistryGrain<TState, T>(IPersistentState<TState> storage, ILogger logger) : StateGrain(logger)
    where TState : class, IRegistryState
    where T : class
{
    // A Put that was overtaken by as many is refused by its revision.
    private const int MaxRecentPuts = 8;

    protected async Task<PutOutcome<T>> EnterAsync(IPut<T> put)
    {
        RefuseIfDropped();
        return await OrDropAsync(async () =>
        {
            var outcome = Decide(put);
            if (outcome.Status != PutStatus.Changed)
            {
                // Nothing would be written, so nothing would show that it has been changed elsewhere.
                await storage.ReadStateAsync();
                outcome = Decide(put);
            }

            if (outcome is { Status: PutStatus.Changed, Current: { } changed })
            {
                storage.State = ToState(changed, put, storage.State.RecentPuts.TakeLast(MaxRecentPuts - 1));
                await storage.WriteStateAsync();
            }

            return outcome;
        });
    }

    /// <summary>What is registered by a state; null while nothing is.</summary>
    protected abstract T? RegisteredIn(TState state);

    /// <summary>The state to store.</summary>
    /// <param name="registered">The account or sender as it is now.</param>
    /// <param name="put">The Put that made it.</param>
    /// <param name="before">The Puts before.</param>
    protected abstract TState ToState(T registered, IPut<T> put, IEnumerable<RecentPut> before);

    // A Put that arrives again is answered as at first, whatever has been put since.
    private PutOutcome<T> Decide(IPut<T> put) =>
        storage.State.RecentPuts.FirstOrDefault(recent => recent.Id == put.PutId) is { } before
            ? new PutOutcome<T>(PutStatus.Unchanged, put.At(before.Revision))
            : put.Apply(RegisteredIn(storage.State));
}

/// <summary>An account or a sender as it shall be.</summary>
internal interface IPut<T>
    where T : class
{
    Guid PutId { get; }

    Instant ArrivedAt { get; }

    string Actor { get; }

    /// <summary>What the rules make of it.</summary>
    PutOutcome<T> Apply(T? before);

    /// <summary>What this Put made, as it was at that revision.</summary>
    T At(long revision);
}
