using Consent.Storage.Database;
using Npgsql;

namespace Consent.Silo.Startup;

/// <summary>
/// Threads for calls that block, so that checks need not wait for one: the pool starts only as many at once as there are
/// processors.
/// </summary>
/// <remarks>
/// SQLite's calls block, even the asynchronous ones, and an import keeps two threads busy. With two processors a check waited 100
/// ms, and 25 ms with spare threads. Npgsql's calls do not block while the database answers. To cancel a statement that took too
/// long, Npgsql connects again and blocks the pool's thread for up to three seconds. This may happen on all connections at once,
/// and then no check was answered.
/// </remarks>
internal static class SpareThreads
{
    private const int CountOnSqlite = 8;

    /// <summary>Call once the database has been opened.</summary>
    public static void ProvideSpareThreads(this IServiceProvider services)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        var needed = Environment.ProcessorCount + Count(services.GetRequiredService<ConsentDatabase>());
        ThreadPool.SetMinThreads(Math.Max(workers, needed), ports);
    }

    private static int Count(ConsentDatabase database) => database.Provider == StorageProvider.PostgreSQL
        ? new NpgsqlConnectionStringBuilder(database.Source.ConnectionString).MaxPoolSize
        : CountOnSqlite;
}
