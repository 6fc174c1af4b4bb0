using Consent.Roster.Replicas;

namespace Consent.Silo.Cluster;

/// <summary>Reads the membership table again. If it says that this server is dead, Orleans makes it exit at once.</summary>
internal sealed class OrleansMembership(IClusterMembershipService membership, ILocalSiloDetails silo) : IMembership
{
    public async Task<bool> IsMemberAsync(CancellationToken cancellation)
    {
        await membership.Refresh(cancellationToken: cancellation);
        return membership.CurrentSnapshot.GetSiloStatus(silo.SiloAddress) != SiloStatus.Dead;
    }
}
