using Consent.Storage.Database;
using Npgsql;

namespace Consent.Silo.Startup;

/// <summary>Threads for calls that block, so that checks do not wait for one: the pool starts no more than there are processors at once.</summary>
/// <remarks>
/// SQLite's calls block, whatever their names, and an import keeps two threads busy: with two processors a check waited 100 ms, and 25 ms
/// with threads to spare. Npgsql's do not, until the database falls silent: to leave a statement that took too long it connects anew, to
/// have it cancelled, and waits for that on the pool's thread, for up to three seconds. As many statements as there are connections may
/// be left at once, and no check was answered meanwhile. What they cost a check, docs/performance.md says.
/// </remarks>
internal static class SpareThreads
{
    private const int CountOnSqlite = 8;

    /// <summary>To be called once the database has been opened.</summary>
    public static void ProvideSpareThreads(this IServiceProvider services)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + Count(services.GetRequiredService<ConsentDatabase>())), ports);
    }

    private static int Count(ConsentDatabase database) => database.Provider == StorageProvider.PostgreSQL
        ? new NpgsqlConnectionStringBuilder(database.Source.ConnectionString).MaxPoolSize
        : CountOnSqlite;
}
