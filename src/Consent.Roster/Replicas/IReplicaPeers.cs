using Consent.Storage.Replicas;

namespace Consent.Roster.Replicas;

/// <summary>The other servers that answer checks.</summary>
public interface IReplicaPeers
{
    /// <summary>Asks a replica to complete a poll sent after the request arrived.</summary>
    /// <returns>True if it did, under that very id. A refused connection, or word that it is dead, is no answer.</returns>
    Task<bool> TryCatchUpAsync(Replica replica, CancellationToken cancellation);
}
