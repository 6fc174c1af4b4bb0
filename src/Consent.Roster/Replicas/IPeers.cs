using Consent.Storage.Replicas;

namespace Consent.Roster.Replicas;

/// <summary>The other servers that answer checks.</summary>
public interface IPeers
{
    /// <summary>Asks a replica to catch up with what was written, which travels with the request.</summary>
    /// <returns>What it answers under that very id. A refused connection, or news that it is dead, is no answer.</returns>
    Task<CatchUpAnswer> TryCatchUpAsync(Replica replica, CatchUpRequest request, CancellationToken cancellation);
}

/// <summary>The embedded database serves one server: another row in the list cannot be asked.</summary>
internal sealed class NoPeers : IPeers
{
    public Task<CatchUpAnswer> TryCatchUpAsync(Replica replica, CatchUpRequest request, CancellationToken cancellation) =>
        Task.FromResult(CatchUpAnswer.No);
}
