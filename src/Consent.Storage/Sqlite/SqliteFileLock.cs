using Consent.Storage.Database;

namespace Consent.Storage.Sqlite;

/// <summary>Keeps other processes off the database's file. The operating system releases it when the process ends.</summary>
public sealed class SqliteFileLock : IDisposable
{
    private readonly FileStream _file;

    private SqliteFileLock(FileStream file) => _file = file;

    /// <exception cref="StorageRefusedException">Another process has the database, or its folder cannot be written.</exception>
    public static SqliteFileLock Take(string databasePath)
    {
        var path = databasePath + ".lock";
        try
        {
            return new SqliteFileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageRefusedException(
                $"The database {databasePath} cannot be locked for this server: {e.Message} "
                + "A database file serves one server; another may be running on it.", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
