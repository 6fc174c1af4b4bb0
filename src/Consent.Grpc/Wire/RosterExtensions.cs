using Consent.Core.Records;
using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Grpc.Core;

namespace Consent.Grpc.Wire;

/// <summary>What a call needs of the roster, or ROSTER_STALE.</summary>
internal static class RosterExtensions
{
    /// <summary>The roster to look up in: in Bounded at once, in Strict when the next poll is back.</summary>
    /// <exception cref="RpcException">UNAVAILABLE, ROSTER_STALE.</exception>
    /// <exception cref="OperationCanceledException">The caller's deadline passed, or it went away.</exception>
    public static ValueTask<ReplicaRoster> RosterAsync(this FreshnessGate gate, ServerCallContext context) => gate.IsStrict
        ? PolledAsync(gate, context.CancellationToken)
        : new ValueTask<ReplicaRoster>(gate.TryPass(out var roster) ? roster : throw ConsentErrors.RosterStale());

    /// <summary>Answers from the roster: in Bounded at once, without a task of its own.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="asked">What is passed on to the answer, so that it captures nothing.</param>
    /// <param name="answer">Makes the answer.</param>
    /// <param name="context">The call.</param>
    public static Task<TResponse> AnswerAsync<TAsked, TResponse>(
        this FreshnessGate gate, TAsked asked, Func<TAsked, ReplicaRoster, Task<TResponse>> answer, ServerCallContext context)
    {
        var passing = gate.RosterAsync(context);
        return passing.IsCompletedSuccessfully ? answer(asked, passing.Result) : LaterAsync(passing, asked, answer);
    }

    /// <summary>The database's clock, which dates what arrives.</summary>
    /// <exception cref="RpcException">UNAVAILABLE: nothing has been heard of the database yet.</exception>
    public static Instant NowOrStale(this DatabaseClock clock) => clock.Now ?? throw ConsentErrors.RosterStale();

    private static async ValueTask<ReplicaRoster> PolledAsync(FreshnessGate gate, CancellationToken cancellation) =>
        await gate.PassAsync(cancellation) ?? throw ConsentErrors.RosterStale();

    private static async Task<TResponse> LaterAsync<TAsked, TResponse>(
        ValueTask<ReplicaRoster> passing, TAsked asked, Func<TAsked, ReplicaRoster, Task<TResponse>> answer) =>
        await answer(asked, await passing);
}
