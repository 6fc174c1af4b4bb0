using System.Data.Common;
using Consent.Storage.Database;
using Consent.Storage.Exports;
using Consent.Storage.Imports;
using Consent.Storage.Ledger;
using Consent.Storage.Numbers;
using Consent.Storage.Replicas;
using Consent.Storage.Sqlite;
using Consent.Storage.Tests.Databases;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Storage.Tests.Sqlite;

/// <summary>The embedded database, on a file in a folder of its own.</summary>
internal sealed class SqliteTestDatabase : ITestDatabase
{
    private readonly TempFolder _folder = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteRosterDatabase _roster;
    private readonly SqliteGroupCommit _commit;

    public SqliteTestDatabase()
    {
        _database = SqliteDatabase.Open(_folder.ConnectionString);
        _roster = new SqliteRosterDatabase(_database.Source);
        Ledger = new LedgerReader(Store);

        // By a clock that stands still no write waits too long for its turn.
        _commit = new SqliteGroupCommit(_database.Source, new FakeTimeProvider(), OwnRoster);
        Imports = new SqliteImportDatabase(_database.Source, _commit);
    }

    public DbDataSource Source => _database.Source;

    public ConsentDatabase Store => new(StorageProvider.Sqlite, Source);

    public OrleansWriter Writer => new(Source);

    public FakeOwnRoster OwnRoster { get; } = new();

    public IWriteTurn? Turn => _commit;

    public IRosterDatabase Roster => _roster;

    public ILedgerReader Ledger { get; }

    public IImportDatabase Imports { get; }

    public RecordExport Export => new(Store);

    public void ForgetNumberPlan() => Source.ExecuteAsync("DELETE FROM number_plan").GetAwaiter().GetResult();

    public void ApplyNumberPlan(ILogger? logger = null) => NumberPlan.Apply(
        () => new SqliteNumberPlan(_database.Source.OpenAlone()), logger ?? NullLogger.Instance, TimeProvider.System, batchSize: 100);

    public void Dispose()
    {
        _roster.Dispose();
        _commit.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _database.Dispose();
        _folder.Dispose();
    }
}
