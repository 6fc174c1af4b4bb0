namespace Consent.Storage.Records;

/// <summary>A stored state: whose it is, and which entry of the ledger made it.</summary>
public interface IStoredState
{
    StateKey Key { get; }

    long Revision { get; }

    /// <summary>The state with the place that the ledger gave to its entry, which is not stored with it.</summary>
    /// <param name="position">The entry's position.</param>
    /// <param name="mark">The entry's mark; null where the state was read, rather than written.</param>
    IStoredState CommittedAt(long position, long? mark);
}
