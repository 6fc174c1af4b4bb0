using Consent.Storage.Replicas;

namespace Consent.Roster.Replicas;

/// <summary>The embedded database serves one server: whoever else is in the list cannot be asked.</summary>
internal sealed class NoPeers : IReplicaPeers
{
    public Task<bool> TryCatchUpAsync(Replica replica, CancellationToken cancellation) => Task.FromResult(false);
}
