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
    // On PostgreSQL servers of the build before wait for their turn meanwhile, two seconds at most.
    private const int BatchSize = 2_000;

    /// <summary>Merges what is not merged by this build's rules yet.</summary>
    /// <param name="open">Opens the database; what it opens is disposed of.</param>
    /// <param name="logger">Told of the progress.</param>
    /// <param name="time">Says when that is due.</param>
    /// <param name="batchSize">How many records one transaction takes.</param>
    /// <exception cref="StorageRefusedException">A newer build has merged it by other rules.</exception>
    public static void Apply(Func<NumberPlanDatabase> open, ILogger logger, TimeProvider time, int batchSize = BatchSize)
    {
        using var database = open();
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
        using (var reading = open())
        {
            new MergeRecords(reading, database, logger, time, batchSize).Run();
        }

        database.Finish(Renumberings.Version);
    }
}
