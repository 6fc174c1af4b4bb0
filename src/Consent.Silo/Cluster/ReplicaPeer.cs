using Consent.Roster.Replicas;
using Orleans.Runtime.Services;

namespace Consent.Silo.Cluster;

/// <summary>Answers the other servers' requests to catch up. However many there are, they share polls.</summary>
internal sealed class ReplicaPeer(
    GrainId grainId, Orleans.Runtime.Silo silo, ILoggerFactory loggers, ILocalReplica replica, TimeProvider time)
    : GrainService(grainId, silo, loggers), IReplicaPeer
{
    public async Task<bool> TryCatchUpAsync(string replicaId)
    {
        using var limit = new CancellationTokenSource(Patience.Longest, time);
        return await replica.TryCatchUpAsync(replicaId, limit.Token);
    }

    public async Task<CatchUpReply> CatchUpAsync(CatchUpCall call)
    {
        using var limit = new CancellationTokenSource(Patience.Longest, time);
        var answer = await replica.TryCatchUpAsync(call.ToRequest(), limit.Token);
        return new CatchUpReply(answer.HasCaughtUp, answer.Held);
    }
}

/// <summary>Reaches the peer on a given server.</summary>
internal sealed class ReplicaPeerClient(IServiceProvider services) : GrainServiceClient<IReplicaPeer>(services)
{
    public IReplicaPeer At(SiloAddress address) => GetGrainService(address);
}
