using Consent.Storage.Replicas;

namespace Consent.Roster.Memory;

/// <summary>Entries of the ledger as they come, in one read.</summary>
internal static class RosterEntries
{
    /// <summary>Whether entries follow one another from a position on, without a gap.</summary>
    public static bool GoOn(long position, IReadOnlyList<RosterEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Position != ++position)
            {
                return false;
            }
        }

        return true;
    }
}
