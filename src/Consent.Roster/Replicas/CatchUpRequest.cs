using Consent.Roster.Memory;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;

namespace Consent.Roster.Replicas;

/// <summary>Asks a replica to know every entry up to a place, and brings the entries that it may lack.</summary>
/// <param name="ReplicaId">The id under which it must answer.</param>
/// <param name="Place">The place, in the ledger that the asking server follows.</param>
/// <param name="Base">The entry from which the entries go on.</param>
/// <param name="Entries">The entries after the base, up to the place. None if they would be too many; the base is then the place.</param>
public sealed record CatchUpRequest(string ReplicaId, Place Place, LedgerPoint Base, IReadOnlyList<RosterEntry> Entries)
{
    /// <summary>The largest number of entries that travel with a request.</summary>
    public const int MostEntries = LedgerTail.MostEntries;

    /// <summary>The most that they take, estimated.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>Gets a value indicating whether the entries follow one another from the base to the place.</summary>
    internal bool IsWhole => RosterEntries.GoOn(Base.Position, Entries) && End == Place.Entry;

    private LedgerPoint End => Entries is [.., var last] ? new LedgerPoint(last.Position, last.Mark) : Base;
}

/// <summary>What a replica answers to a request to catch up.</summary>
/// <param name="HasCaughtUp">Whether from now on no check under that id is answered from before the place.</param>
/// <param name="Held">The position up to which it knows every entry; null where it does not tell.</param>
public readonly record struct CatchUpAnswer(bool HasCaughtUp, long? Held = null)
{
    /// <summary>It may be asked again.</summary>
    public static readonly CatchUpAnswer No = new(false);
}
