using Microsoft.Data.Sqlite;

namespace Consent.Silo.Tests.Servers;

/// <summary>A server's database, read beside it or after it.</summary>
internal static class Database
{
    public static IReadOnlyList<LedgerRow> Ledger(string path)
    {
        using var connection = Open(path, SqliteOpenMode.ReadOnly);
        return LedgerTable.Read(connection);
    }

    /// <summary>The ledger, which must be whole, in a file that is.</summary>
    public static IReadOnlyList<LedgerRow> WholeLedger(string path)
    {
        Assert.Equal("ok", Ask<string>(path, "PRAGMA integrity_check"));
        using var connection = Open(path, SqliteOpenMode.ReadOnly);
        return LedgerTable.ReadWhole(connection);
    }

    public static T Ask<T>(string path, string query)
    {
        using var connection = Open(path, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = query;
        return (T)command.ExecuteScalar()!;
    }

    public static void Execute(string path, string statement)
    {
        using var connection = Open(path, SqliteOpenMode.ReadWrite);
        Execute(connection, statement);
    }

    /// <summary>Holds the database, as another process would; disposing lets go.</summary>
    public static IDisposable Lock(string path, string begin)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        Execute(connection, begin);
        return connection;
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        // Without a pool a disposed connection is closed.
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
