using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grpc.Calls;
using Consent.Grpc.Errors;
using Consent.Roster.Freshness;
using Grpc.Core;

namespace Consent.Grpc.Registry;

/// <summary>Puts through a grain, and waits until every server that answers checks knows what the answer tells.</summary>
internal sealed class RegistryWrites(GrainCalls calls, Acknowledgement acknowledgement, DatabaseClock clock, TimeProvider time)
{
    /// <summary>The database's clock, which dates what arrives.</summary>
    /// <exception cref="RpcException">UNAVAILABLE: nothing has been heard of the database yet.</exception>
    public Instant Now => clock.Now ?? throw ConsentErrors.RosterStale();

    /// <exception cref="RpcException">FAILED_PRECONDITION.</exception>
    /// <exception cref="OperationCanceledException">Out of time: nothing is acknowledged, though the write may be finished.</exception>
    public async Task<T> PutAsync<TGrain, T>(
        TGrain grain, Func<TGrain, Task<PutOutcome<T>>> put, string resource, Func<T, long> revision, ServerCallContext context)
        where T : class
    {
        using var callTime = new CallTime(context, time);
        var outcome = await calls.CallAsync(grain, put, callTime.Token);

        // Whatever it is: what was unchanged may have been changed just now by a call that is not answered yet, and whoever is told of
        // a newer revision reads it next.
        await acknowledgement.WaitAsync(callTime.Token);
        return outcome.Status switch
        {
            PutStatus.Changed or PutStatus.Unchanged => outcome.Current!,
            PutStatus.RevisionConflict => throw ConsentErrors.RevisionMismatch(
                $"{resource}.revision", outcome.Current is { } current ? revision(current) : 0),
            PutStatus.AccountStays => throw ConsentErrors.SenderAccountFixed($"{resource}.account_id"),
            var other => throw new InvalidOperationException($"A Put ended as {other}."),
        };
    }
}
