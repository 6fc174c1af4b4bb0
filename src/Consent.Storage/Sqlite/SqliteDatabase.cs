namespace Consent.Storage.Sqlite;

/// <summary>The embedded database, taken for this process and brought up to date.</summary>
public sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteFileLock _fileLock;

    private SqliteDatabase(SqliteDataSource source, SqliteFileLock fileLock) => (Source, _fileLock) = (source, fileLock);

    public SqliteDataSource Source { get; }

    /// <exception cref="StorageRefusedException">The database cannot be used as it is.</exception>
    public static SqliteDatabase Open(string connectionString)
    {
        var source = SqliteDataSource.Create(connectionString);
        var fileLock = SqliteFileLock.Take(source.Path);
        try
        {
            SqliteMigrator.Migrate(source);
            return new SqliteDatabase(source, fileLock);
        }
        catch
        {
            source.Dispose();
            fileLock.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Source.Dispose();
        _fileLock.Dispose();
    }
}
