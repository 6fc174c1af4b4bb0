using Consent.Silo.Cluster;

namespace Consent.Silo.Startup;

/// <summary>Threads for calls that block: SQLite's do, whatever their names, and an import keeps two threads busy.</summary>
/// <remarks>
/// The pool starts as many threads as there are processors at once, and more only after half a second each. With two of them in SQLite a
/// check waited 100 ms, and 25 ms with these to spare. They are not free: checks are taken up by more threads than there are processors,
/// with a p99 of 3 to 4 ms in place of 1 to 3 at the most that callers reach. So only where SQLite is.
/// </remarks>
internal static class SpareThreads
{
    private const int Count = 8;

    public static void Provide(IConfiguration configuration)
    {
        if (ConsentCluster.IsOnPostgres(configuration))
        {
            return;
        }

        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + Count), ports);
    }
}
