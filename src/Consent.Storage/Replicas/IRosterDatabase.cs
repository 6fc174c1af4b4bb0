using Consent.Core.Access;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Storage.Ledger;

namespace Consent.Storage.Replicas;

/// <summary>The database as a roster asks it. Each call is one statement or one snapshot, on the primary.</summary>
public interface IRosterDatabase
{
    /// <summary>Commits the row of a server that may answer checks.</summary>
    Task RegisterAsync(Replica replica, CancellationToken cancellation);

    /// <summary>Reads every API key, every account, every sender and every record that matters to a check, as of one ledger position.</summary>
    Task<LoadedLedger> LoadAsync(Action<RosterChange> add, CancellationToken cancellation);

    /// <summary>Reads new entries, and whether this server may rely on them: one statement, hence one snapshot.</summary>
    /// <param name="replicaId">The server's own row.</param>
    /// <param name="afterPosition">The last position applied.</param>
    /// <param name="page">How many entries at most.</param>
    /// <param name="cancellation">Abandons the poll.</param>
    Task<LedgerPoll> PollAsync(string replicaId, long afterPosition, int page, CancellationToken cancellation);

    /// <summary>Marks replicas as retired.</summary>
    Task RetireAsync(IReadOnlyCollection<string> replicaIds, CancellationToken cancellation);

    Task DeleteAsync(string replicaId, CancellationToken cancellation);
}

/// <summary>A server that may answer checks from its own memory.</summary>
/// <param name="Id">New at every attempt to register.</param>
/// <param name="Address">Where its peers reach it.</param>
/// <param name="MaxStaleness">How old its knowledge may be when it answers.</param>
/// <param name="IsRetired">Whether a writer has retired it.</param>
public sealed record Replica(string Id, string Address, TimeSpan MaxStaleness, bool IsRetired = false);

/// <summary>The ledger that a load read.</summary>
/// <param name="DatabaseId">Tells the database from any other.</param>
/// <param name="End">Its last entry.</param>
public sealed record LoadedLedger(string DatabaseId, LedgerPoint End);

/// <summary>The answer to one poll.</summary>
/// <param name="IsRegistered">Whether the server's own row is there and not retired.</param>
/// <param name="DatabaseId">Tells the database from any other.</param>
/// <param name="LastPosition">The last position of the ledger.</param>
/// <param name="MarkAtApplied">The mark of the entry at the last position applied; null where there is none.</param>
/// <param name="Entries">The entries after it, up to a page.</param>
/// <param name="Replicas">Every server that may answer checks.</param>
/// <param name="Clock">The database's clock.</param>
public sealed record LedgerPoll(
    bool IsRegistered,
    string DatabaseId,
    long LastPosition,
    long? MarkAtApplied,
    IReadOnlyList<RosterEntry> Entries,
    IReadOnlyList<Replica> Replicas,
    Instant Clock);

/// <summary>A ledger entry as a roster reads it. <see cref="Change"/> is null where it changes nothing for a check.</summary>
public readonly record struct RosterEntry(long Position, long Mark, RosterChange? Change);

/// <summary>A change that a load or an entry brings to a roster: one of a record, an account, a sender or an API key, as it is now.</summary>
/// <param name="Record">A record, with whether it has an open review.</param>
/// <param name="Account">An account.</param>
/// <param name="Sender">A sender.</param>
/// <param name="Review">A record of which no more has changed than its reviews.</param>
/// <param name="NumberReview">The same of the number's record, where a text to the number changed the account's.</param>
/// <param name="ApiKey">An API key.</param>
public readonly record struct RosterChange(
    RosterRecord? Record = null,
    Account? Account = null,
    Sender? Sender = null,
    RosterReview? Review = null,
    RosterReview? NumberReview = null,
    RosterApiKey? ApiKey = null)
{
    public static implicit operator RosterChange(RosterReview review) => new(Review: review);

    public static implicit operator RosterChange(RosterRecord record) => new(record);
}

/// <summary>A record as far as a check needs it.</summary>
public readonly record struct RosterRecord(RecordKey Key, Standing Standing);

/// <summary>Whether a record has an open review; nothing else of it has changed.</summary>
public readonly record struct RosterReview(RecordKey Key, bool IsOpen);

/// <summary>An API key as a roster has it.</summary>
/// <param name="Key">The key.</param>
/// <param name="Digest">The SHA-256 digest of its secret.</param>
public sealed record RosterApiKey(ApiKey Key, ReadOnlyMemory<byte> Digest)
{
    public bool Equals(RosterApiKey? other) =>
        other is not null && Key == other.Key && Digest.Span.SequenceEqual(other.Digest.Span);

    public override int GetHashCode() => Key.GetHashCode();
}
