using System.Data.Common;
using Consent.Storage.Database;
using Consent.Storage.Numbers;
using DbUp;
using Microsoft.Extensions.Logging;

namespace Consent.Storage.Sqlite;

/// <summary>Makes the embedded database durable and brings its schema up to date.</summary>
public static class SqliteMigrator
{
    private const string ScriptPrefix = "Consent.Storage.Sqlite.Migrations.";

    /// <exception cref="StorageRefusedException">
    /// The database is a newer version's, a script failed, or the file does not keep durably what is written to it.
    /// </exception>
    public static void Migrate(SqliteDataSource source, ILogger logger)
    {
        try
        {
            UseWriteAheadLog(source);
            RequireWritable(source);
            SchemaUpgrade.Run(DeployChanges.To.SqliteDatabase(source.ConnectionString), ScriptPrefix);
            NumberPlan.Apply(() => new SqliteNumberPlan(source.OpenAlone()), logger, TimeProvider.System);
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

    // SQLite opens a file that it cannot write, and a schema that is up to date needs no writing.
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
                $"SQLite answers '{actual}' to '{pragma}'; it must answer '{expected}', or acknowledged events could be lost.");
        }
    }
}
