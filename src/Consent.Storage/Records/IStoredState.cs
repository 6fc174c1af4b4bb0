namespace Consent.Storage.Records;

/// <summary>A stored state: whose it is, and which entry of the ledger made it.</summary>
public interface IStoredState
{
    StateKey Key { get; }

    long Revision { get; }

    /// <summary>The state with the position that the ledger gave to its entry, which is not stored with it.</summary>
    IStoredState CommittedAt(long position);
}
