using Orleans.Runtime.Services;

namespace Consent.Silo.Cluster;

/// <summary>Reaches the peer on a given server.</summary>
internal sealed class ReplicaPeerClient(IServiceProvider services) : GrainServiceClient<IReplicaPeer>(services)
{
    public IReplicaPeer At(SiloAddress address) => GetGrainService(address);
}
