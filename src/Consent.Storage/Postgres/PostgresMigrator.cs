using System.Data.Common;
using System.Net.Sockets;
using Consent.Storage.Database;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using DbUp.Postgresql;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>
/// Brings the schema up to date, by numbered scripts, each in a transaction of its own; one server at a time, and the others find
/// it done.
/// </summary>
internal static class PostgresMigrator
{
    private const string ScriptPrefix = "Consent.Storage.Postgres.Migrations.";

    // Any number that nobody else locks; not the writers'.
    private const string TakeLock = "SELECT pg_advisory_lock(7370327)";

    /// <exception cref="StorageRefusedException">
    /// The database is too old, not durable, a standby or a newer version's; or it cannot be reached; or a script failed.
    /// </exception>
    public static void Migrate(string connectionString)
    {
        using var source = PostgresDataSource.CreateForMigration(connectionString);
        try
        {
            // The session's end lets go of the lock.
            using var session = source.OpenConnection();
            PostgresServerCheck.Require(session);
            using (var command = new NpgsqlCommand(TakeLock, session))
            {
                command.ExecuteNonQuery();
            }

            var upgrader = Upgrader(source);
            RefuseNewer(upgrader);
            var result = upgrader.PerformUpgrade();
            if (!result.Successful)
            {
                throw new StorageRefusedException(
                    $"The schema could not be brought up to date ({result.ErrorScript?.Name}): {result.Error.Message}",
                    result.Error);
            }
        }
        catch (Exception e) when (e is DbException or InvalidOperationException or SocketException or TimeoutException)
        {
            throw new StorageRefusedException($"The PostgreSQL database cannot be used: {e.Message}", e);
        }
    }

    private static UpgradeEngine Upgrader(NpgsqlDataSource source) => DeployChanges.To
        .PostgresqlDatabase(new PostgresqlConnectionManager(source))
        .WithScriptsEmbeddedInAssembly(typeof(PostgresMigrator).Assembly, name => name.StartsWith(ScriptPrefix, StringComparison.Ordinal))
        .WithTransactionPerScript()
        .WithVariablesDisabled()
        .LogTo(new NoOpUpgradeLog())
        .Build();

    private static void RefuseNewer(UpgradeEngine upgrader)
    {
        var known = upgrader.GetDiscoveredScripts().Select(script => script.Name).ToHashSet(StringComparer.Ordinal);
        if (upgrader.GetExecutedScripts().FirstOrDefault(script => !known.Contains(script)) is { } unknown)
        {
            throw new StorageRefusedException(
                $"The database was written by a newer version (it has {unknown}): run that version, or a later one.");
        }
    }
}
