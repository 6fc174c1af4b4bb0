namespace Consent.Storage.Replicas;

/// <summary>What a roster asks of the database. Each call is one statement or one snapshot, on the primary.</summary>
public interface IRosterDatabase
{
    /// <summary>Commits the row of a server that may answer checks.</summary>
    Task RegisterAsync(Replica replica, CancellationToken cancellation);

    /// <summary>Reads every account, every sender and every record that matters to a check, as of one ledger position.</summary>
    Task<LoadedLedger> LoadAsync(Action<RosterChange> add, CancellationToken cancellation);

    /// <summary>Reads what has changed, and whether this server may rely on it: one statement, hence one snapshot.</summary>
    /// <param name="replicaId">The server's own row.</param>
    /// <param name="afterPosition">The last position applied.</param>
    /// <param name="page">How many entries at the most.</param>
    /// <param name="cancellation">Abandons the poll.</param>
    Task<LedgerPoll> PollAsync(string replicaId, long afterPosition, int page, CancellationToken cancellation);

    /// <summary>Marks rows as given up on.</summary>
    Task RetireAsync(IReadOnlyCollection<string> replicaIds, CancellationToken cancellation);

    Task DeleteAsync(string replicaId, CancellationToken cancellation);
}
