using Consent.Roster.Replicas;

namespace Consent.Silo.Cluster;

/// <summary>Answers the other servers' requests to catch up; they share polls, however many they are.</summary>
internal sealed class ReplicaPeer(
    GrainId grainId, Orleans.Runtime.Silo silo, ILoggerFactory loggers, ILocalReplica replica, TimeProvider time)
    : GrainService(grainId, silo, loggers), IReplicaPeer
{
    // Nobody waits longer for any replica: 1.25 times the largest MaxStaleness.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(7.5);

    public async Task<bool> TryCatchUpAsync(string replicaId)
    {
        using var limit = new CancellationTokenSource(LongestWait, time);
        return await replica.TryCatchUpAsync(replicaId, limit.Token);
    }
}
