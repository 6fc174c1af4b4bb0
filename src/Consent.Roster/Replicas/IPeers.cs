using Consent.Storage.Replicas;

namespace Consent.Roster.Replicas;

/// <summary>The other servers that answer checks.</summary>
public interface IPeers
{
    /// <summary>Asks a replica to complete a poll sent after the request arrived.</summary>
    /// <returns>True if it did, under that very id. A refused connection, or news that it is dead, is no answer.</returns>
    Task<bool> TryCatchUpAsync(Replica replica, CancellationToken cancellation);
}

/// <summary>The embedded database serves one server: another row in the list cannot be asked.</summary>
internal sealed class NoPeers : IPeers
{
    public Task<bool> TryCatchUpAsync(Replica replica, CancellationToken cancellation) => Task.FromResult(false);
}
