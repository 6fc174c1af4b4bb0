namespace Consent.Roster.Replicas;

/// <summary>This server as its peers see it.</summary>
public interface ILocalReplica
{
    /// <summary>Rule 4, for a writer elsewhere, which sends the entries that this server may lack.</summary>
    Task<CatchUpAnswer> TryCatchUpAsync(CatchUpRequest request, CancellationToken cancellation);

    /// <summary>Rule 4, for a writer of an earlier build, which sends no entries: from now on no check under that id is answered from before this call.</summary>
    /// <returns>False if this server answers checks under another id, or under none.</returns>
    Task<bool> TryCatchUpAsync(string replicaId, CancellationToken cancellation);

    /// <summary>Answers no more checks, and only then deletes this server's row, so that nobody waits for it.</summary>
    Task LeaveAsync(CancellationToken cancellation);
}

/// <summary>Where this server's peers reach it.</summary>
public sealed record ReplicaAddress(string Value);
