using Consent.Storage.Database;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Consent.Storage.Sqlite;

/// <summary>The embedded database, locked for this process and brought up to date.</summary>
public sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteFileLock _fileLock;

    private SqliteDatabase(SqliteDataSource source, SqliteFileLock fileLock) => (Source, _fileLock) = (source, fileLock);

    public SqliteDataSource Source { get; }

    /// <exception cref="StorageRefusedException">The database cannot be used as it is.</exception>
    public static SqliteDatabase Open(string connectionString, ILogger<SqliteDatabase>? logger = null)
    {
        var source = SqliteDataSource.Create(connectionString);
        var fileLock = SqliteFileLock.Take(source.Path);
        try
        {
            SqliteMigrator.Migrate(source, logger ?? NullLogger<SqliteDatabase>.Instance);
            ForgetDeadReplicas(source);
            return new SqliteDatabase(source, fileLock);
        }
        catch
        {
            source.Dispose();
            fileLock.Dispose();
            throw;
        }
    }

    // This process has the lock, so every listed server is dead and need not be waited for. A full disk is no reason not to start.
    private static void ForgetDeadReplicas(SqliteDataSource source)
    {
        try
        {
            using var connection = source.OpenConnection();
            using var command = connection.CreateCommand();
            command.CommandText = "DELETE FROM roster_replica";
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // The first acknowledgements then wait for them, as for any dead server.
        }
    }

    public void Dispose()
    {
        Source.Dispose();
        _fileLock.Dispose();
    }
}
