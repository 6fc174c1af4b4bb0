using Consent.Storage.Database;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>A PostgreSQL database that is durable and up to date.</summary>
public sealed class PostgresDatabase : IDisposable, IAsyncDisposable
{
    private PostgresDatabase(NpgsqlDataSource source) => Source = source;

    public NpgsqlDataSource Source { get; }

    /// <exception cref="StorageRefusedException">The database cannot be used as it is.</exception>
    public static PostgresDatabase Open(string connectionString, ILogger<PostgresDatabase>? logger = null)
    {
        var source = PostgresDataSource.Create(connectionString);
        try
        {
            logger ??= NullLogger<PostgresDatabase>.Instance;
            PostgresMigrator.Migrate(connectionString, new MigrationTurn(logger, TimeProvider.System), logger);
            return new PostgresDatabase(source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public void Dispose() => Source.Dispose();

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
