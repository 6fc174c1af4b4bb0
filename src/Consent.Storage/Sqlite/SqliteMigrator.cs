using System.Data.Common;
using Consent.Storage.Database;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;

namespace Consent.Storage.Sqlite;

/// <summary>Brings the embedded database's schema up to date, by numbered scripts, each in a transaction of its own.</summary>
public static class SqliteMigrator
{
    private const string ScriptPrefix = "Consent.Storage.Sqlite.Migrations.";

    /// <exception cref="StorageRefusedException">
    /// The database is a newer version's, a script failed, or the file does not hold what is written to it durably.
    /// </exception>
    public static void Migrate(SqliteDataSource source)
    {
        try
        {
            UseWriteAheadLog(source);
            RequireWritable(source);
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
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            throw new StorageRefusedException($"The database {source.Path} cannot be used: {e.Message}", e);
        }
    }

    private static void UseWriteAheadLog(SqliteDataSource source)
    {
        using var connection = source.OpenConnection();
        Require(connection, "PRAGMA journal_mode = WAL", "wal");
        Require(connection, "PRAGMA synchronous", "2");
    }

    // SQLite opens a file that cannot be written all the same, and a schema that is up to date needs no writing.
    private static void RequireWritable(SqliteDataSource source)
    {
        using var connection = source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE; CREATE TABLE tried (only_column); ROLLBACK";
        command.ExecuteNonQuery();
    }

    private static void Require(DbConnection connection, string pragma, string expected)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragma;
        if (command.ExecuteScalar()?.ToString() is var actual && actual != expected)
        {
            throw new StorageRefusedException(
                $"'{pragma}' answers '{actual}' where '{expected}' is needed: what is acknowledged could be lost.");
        }
    }

    private static UpgradeEngine Upgrader(SqliteDataSource source) => DeployChanges.To
        .SqliteDatabase(source.ConnectionString)
        .WithScriptsEmbeddedInAssembly(typeof(SqliteMigrator).Assembly, name => name.StartsWith(ScriptPrefix, StringComparison.Ordinal))
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
