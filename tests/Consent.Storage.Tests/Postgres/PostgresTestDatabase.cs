using System.Data.Common;
using Consent.Storage.Database;
using Consent.Storage.Exports;
using Consent.Storage.Imports;
using Consent.Storage.Ledger;
using Consent.Storage.Numbers;
using Consent.Storage.Postgres;
using Consent.Storage.Replicas;
using Consent.Storage.Tests.Databases;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Consent.Storage.Tests.Postgres;

/// <summary>A database of its own, on the run's PostgreSQL server.</summary>
internal sealed class PostgresTestDatabase : ITestDatabase
{
    private readonly PostgresServer _server;
    private readonly PostgresDatabase _database;
    private readonly PostgresGroupCommit _commit;

    public PostgresTestDatabase()
        : this(PostgresServer.Shared, PostgresServer.Shared.CreateDatabase())
    {
    }

    /// <summary>On a server of the test's own.</summary>
    public PostgresTestDatabase(PostgresServer server)
        : this(server, server.CreateDatabase(""))
    {
    }

    /// <summary>A database that is there, reached as the connection string says.</summary>
    public PostgresTestDatabase(PostgresServer server, string connectionString)
    {
        _server = server;
        ConnectionString = connectionString;
        _database = PostgresDatabase.Open(ConnectionString);
        // By a clock that stands still no write waits too long for its turn.
        _commit = new PostgresGroupCommit(_database, new FakeTimeProvider(), OwnRoster);
        Roster = new PostgresRosterDatabase(_database.Source);
        Ledger = new LedgerReader(new ConsentDatabase(StorageProvider.PostgreSQL, _database.Source));
        Imports = new PostgresImportDatabase(_database.Source);
    }

    public string ConnectionString { get; }

    public PostgresDatabase Opened => _database;

    public DbDataSource Source => _database.Source;

    public ConsentDatabase Store => new(StorageProvider.PostgreSQL, Source);

    public OrleansWriter Writer => new(Source, async row => (await _commit.WriteAsync(row))?.Version);

    public FakeOwnRoster OwnRoster { get; } = new();

    public IWriteTurn? Turn => null;

    public IRosterDatabase Roster { get; }

    public ILedgerReader Ledger { get; }

    public IImportDatabase Imports { get; }

    public RecordExport Export => new(new ConsentDatabase(StorageProvider.PostgreSQL, Source));

    public void ForgetNumberPlan() => PostgresServer.Execute(
        ConnectionString, "DELETE FROM number_plan; DROP TRIGGER IF EXISTS OrleansStorage_keeps_canonical_keys ON OrleansStorage");

    public void ApplyNumberPlan(ILogger? logger = null)
    {
        using var source = PostgresDataSource.CreateForMigration(ConnectionString);
        NumberPlan.Apply(() => new PostgresNumberPlan(source.OpenConnection()), logger ?? NullLogger.Instance, TimeProvider.System, batchSize: 100);
    }

    public void Dispose()
    {
        _commit.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _database.Dispose();
        var name = new NpgsqlConnectionStringBuilder(ConnectionString).Database;
        _server.Execute($"DROP DATABASE {name} WITH (FORCE)");
    }
}
