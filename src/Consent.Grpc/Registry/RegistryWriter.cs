using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grpc.Wire;
using Consent.Roster.Acknowledgements;
using Consent.Roster.Clocks;
using Grpc.Core;

namespace Consent.Grpc.Registry;

/// <summary>Puts through a grain, and waits until every server that answers checks knows what the answer tells.</summary>
internal sealed class RegistryWriter(Acknowledgement acknowledgement, DatabaseClock clock, TimeProvider time)
{
    /// <summary>The database's clock, which dates what arrives.</summary>
    /// <exception cref="RpcException">UNAVAILABLE: nothing has been heard of the database yet.</exception>
    public Instant Now => clock.NowOrStale();

    /// <summary>Puts for the revision that the caller expects, or, where it expects none, for the one that is current.</summary>
    /// <remarks>
    /// A call to a grain may be made twice, and the first may run long after the second was answered (its server was cut off). It
    /// names a revision, so it then finds another one and undoes nothing.
    /// </remarks>
    /// <exception cref="RpcException">FAILED_PRECONDITION.</exception>
    /// <exception cref="OperationCanceledException">Out of time. Not acknowledged; a write may have finished.</exception>
    public async Task<T> PutAsync<T>(
        Func<long, CancellationToken, Task<PutOutcome<T>>> put,
        (long? Expected, long Known) revisions,
        string resource,
        Func<T, long> revision,
        ServerCallContext context)
        where T : class
    {
        using var callTime = new CallTime(context, time);
        var outcome = await put(revisions.Expected ?? revisions.Known, callTime.Token);
        while (revisions.Expected is null && outcome.Status == PutStatus.RevisionConflict)
        {
            outcome = await put(outcome.Current is { } newer ? revision(newer) : 0, callTime.Token);
        }

        // In every case: "unchanged" may reflect a change that another call has not acknowledged yet, and a caller told of a
        // newer revision will read it next.
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
