namespace Consent.Core.Registry;

/// <summary>What became of a Put.</summary>
public enum PutStatus
{
    Unspecified = 0,

    /// <summary>It is registered, or changed.</summary>
    Changed = 1,

    /// <summary>It was as wanted already: nothing is entered, and the revision stays.</summary>
    Unchanged = 2,

    /// <summary>Refused: the revision that was read is no longer the current one.</summary>
    RevisionConflict = 3,

    /// <summary>Refused: the sender belongs to another account, and stays there.</summary>
    AccountStays = 4,
}
