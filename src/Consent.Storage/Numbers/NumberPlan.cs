using Consent.Core.Numbers;
using Consent.Storage.Database;
using Microsoft.Extensions.Logging;

namespace Consent.Storage.Numbers;

/// <summary>Brings a database's records and senders under their canonical numbers: those of one phone become one.</summary>
/// <remarks>
/// Each transaction takes away the rows that it has merged. So wherever it is cut short, the next start goes on from there.
/// docs/decisions/spellings.md
/// </remarks>
internal static class NumberPlan
{
    /// <summary>Merges what is not merged by this build's rules yet.</summary>
    /// <exception cref="StorageRefusedException">A newer build has merged it by other rules.</exception>
    public static void Apply(NumberPlanDatabase database, ILogger logger, TimeProvider time)
    {
        var versions = database.Versions();
        if (versions is [var latest, ..] && latest == Renumberings.Version)
        {
            return;
        }

        if (versions.Contains(Renumberings.Version))
        {
            throw new StorageRefusedException(
                "A newer version has merged the numbers of this database by other rules. Run that version or a later one.");
        }

        database.GuardKeys();
        new MergeSenders(database, logger).Run();
        new MergeRecords(database, logger, time).Run();
        database.Finish(Renumberings.Version);
    }
}
