using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Grpc.Core;

namespace Consent.Grpc.Wire;

internal static class FreshnessGateExtensions
{
    /// <summary>The roster to look up in: in Bounded at once, in Strict when the next poll is back.</summary>
    /// <exception cref="RpcException">UNAVAILABLE, ROSTER_STALE.</exception>
    /// <exception cref="OperationCanceledException">The caller's deadline passed, or it went away.</exception>
    public static ValueTask<ReplicaRoster> RosterAsync(this FreshnessGate gate, ServerCallContext context) => gate.IsStrict
        ? PolledAsync(gate, context.CancellationToken)
        : new ValueTask<ReplicaRoster>(gate.TryPass(out var roster) ? roster : throw ConsentErrors.RosterStale());

    private static async ValueTask<ReplicaRoster> PolledAsync(FreshnessGate gate, CancellationToken cancellation) =>
        await gate.PassAsync(cancellation) ?? throw ConsentErrors.RosterStale();
}
