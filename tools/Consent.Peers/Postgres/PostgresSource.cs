using Npgsql;

namespace Consent.Peers.Postgres;

/// <summary>Two ways to use connections; both prepare what they run again, and leave what the connection string says itself.</summary>
internal static class PostgresSource
{
    private const string PoolSize = "Maximum Pool Size";

    // Otherwise a connection's first five batches each read a whole small table: the planner takes a thousand look-ups for dearer.
    private const string OnePlan = "-c plan_cache_mode=force_generic_plan";

    /// <summary>A few connections, on each of which many callers' statements are under way: twice as fast for small reads.</summary>
    public static NpgsqlDataSource Shared(string connectionString) => Create(connectionString, 8, shared: true);

    /// <summary>A connection for each statement: commits of several are one flush, and a long statement keeps nobody waiting.</summary>
    public static NpgsqlDataSource Pool(string connectionString) => Create(connectionString, 16, shared: false);

    private static NpgsqlDataSource Create(string connectionString, int connections, bool shared)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 2,
            Multiplexing = shared,
        };
        settings.Options ??= OnePlan;
        if (!settings.ShouldSerialize(PoolSize))
            settings.MaxPoolSize = connections;

        return NpgsqlDataSource.Create(settings);
    }
}
