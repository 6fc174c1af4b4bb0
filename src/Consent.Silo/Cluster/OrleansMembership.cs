using Consent.Roster.Replicas;

namespace Consent.Silo.Cluster;

/// <summary>Reads the membership table anew: a server that finds itself declared dead there is ended by Orleans at once.</summary>
internal sealed class OrleansMembership(IClusterMembershipService membership, ILocalSiloDetails silo) : IMembership
{
    public async Task<bool> IsMemberAsync(CancellationToken cancellation)
    {
        await membership.Refresh(cancellationToken: cancellation);
        return membership.CurrentSnapshot.GetSiloStatus(silo.SiloAddress) != SiloStatus.Dead;
    }
}
