using System.Data.Common;
using Consent.Storage.Database;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>Opens the embedded database. Every connection is durable: a commit is on the disk before it is reported.</summary>
public sealed class SqliteDataSource : DbDataSource
{
    /// <summary>How long a statement waits for another process's lock before it fails, in seconds.</summary>
    private const int BusySeconds = 2;

    internal const string MakeDurable = "PRAGMA synchronous = FULL";

    // Seen by the writer's own calls only.
    private readonly AsyncLocal<SqliteWriterConnection?> _lent = new();

    private SqliteDataSource(string connectionString, string path) => (ConnectionString, Path) = (connectionString, path);

    public override string ConnectionString { get; }

    /// <summary>Gets the database's file, whole and with links resolved.</summary>
    public string Path { get; }

    /// <exception cref="StorageRefusedException">The connection string names no file, or cannot be read.</exception>
    public static SqliteDataSource Create(string connectionString)
    {
        SqliteConnectionStringBuilder builder;
        try
        {
            builder = new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException e)
        {
            throw new StorageRefusedException($"Storage:ConnectionString cannot be read: {e.Message}", e);
        }

        if (builder.DataSource is "" or ":memory:"
            || builder.DataSource.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            || builder.Mode is SqliteOpenMode.Memory or SqliteOpenMode.ReadOnly
            || builder.Cache == SqliteCacheMode.Shared)
        {
            throw new StorageRefusedException(
                "Storage:ConnectionString must name a file that can be written, as in 'Data Source=consent.db': "
                + "an opt-out kept only in memory would be lost.");
        }

        var path = System.IO.Path.GetFullPath(builder.DataSource);
        builder.DataSource = File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path;
        builder.DefaultTimeout = BusySeconds;
        builder.Pooling = true;
        return new SqliteDataSource(builder.ConnectionString, builder.DataSource);
    }

    /// <summary>Opens the writer's connection. It is not pooled: a pooled one keeps its transaction when it is closed.</summary>
    internal SqliteWriterConnection OpenWriter() =>
        new(new SqliteConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);

    /// <summary>Opens a durable connection whose settings no other gets: it is not pooled.</summary>
    internal SqliteConnection OpenAlone()
    {
        var connection = new DurableConnection(
            new SqliteConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Lends the writer's connection: this flow of calls opens it, and no other, until the answer is disposed of.</summary>
    internal IDisposable Lend(SqliteWriterConnection connection)
    {
        _lent.Value = connection;
        return new Loan(this);
    }

    protected override DbConnection CreateDbConnection() =>
        (DbConnection?)_lent.Value ?? new DurableConnection(ConnectionString);

    // Pooled connections would keep the file open, even one that has been deleted or replaced.
    protected override void Dispose(bool disposing)
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
        base.Dispose(disposing);
    }

    private sealed class Loan(SqliteDataSource source) : IDisposable
    {
        public void Dispose() => source._lent.Value = null;
    }

    private sealed class DurableConnection(string connectionString) : SqliteConnection(connectionString)
    {
        public override void Open()
        {
            base.Open();
            using var command = CreateCommand();
            command.CommandText = MakeDurable;
            command.ExecuteNonQuery();
        }
    }
}
