namespace Consent.Roster.Replicas;

/// <summary>This server, as its peers ask it.</summary>
public interface ILocalReplica
{
    /// <summary>Rule 4, asked by a writer elsewhere: makes sure that no check is answered from before this call under that id.</summary>
    /// <returns>False where this server answers checks under another id, or under none.</returns>
    Task<bool> TryCatchUpAsync(string replicaId, CancellationToken cancellation);

    /// <summary>Answers no more checks, and only then takes this server's row away, so that nobody waits for it.</summary>
    Task LeaveAsync(CancellationToken cancellation);
}
