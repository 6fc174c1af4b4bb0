using Consent.Grpc.Errors;
using Consent.Roster.Folding;
using Consent.Roster.Freshness;
using Grpc.Core;

namespace Consent.Grpc.Calls;

internal static class FreshnessGateExtensions
{
    /// <summary>The roster to look up in, now.</summary>
    /// <exception cref="RpcException">UNAVAILABLE, ROSTER_STALE.</exception>
    public static ReplicaRoster Roster(this FreshnessGate gate) =>
        gate.TryPass(out var roster) ? roster : throw ConsentErrors.RosterStale();
}
