using System.Text.Json;
using Consent.Storage.Database;
using Consent.Storage.Numbers;
using Consent.Storage.Records;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>The embedded database, as the number plan is applied to it.</summary>
internal sealed class SqliteNumberPlan : NumberPlanDatabase
{
    // An insertion changes pages all over the file, and a statement keeps the pages that it might undo: both are kept in memory. No
    // transaction waits for the disk: nobody is told of any before the last one, which is on the disk with all before it.
    private const string Settings =
        "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -131072; PRAGMA wal_autocheckpoint = 32000; PRAGMA synchronous = NORMAL";

    private const string ReadStatement =
        """
        SELECT value, ServiceId, PayloadBinary, Version,
            CASE @name WHEN 'sender' THEN (SELECT last_position FROM sender WHERE sender_number = substr(value, length('sender:') + 1))
                ELSE (SELECT last_position FROM consent_record WHERE record_key = value) END
        FROM json_each(CAST(@keys AS TEXT)) CROSS JOIN OrleansStorage ON GrainIdExtensionString = value AND GrainTypeString = @name
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteStates _states = new();

    public SqliteNumberPlan(SqliteConnection connection)
        : base(connection)
    {
        _connection = connection;
        Execute(Settings);
    }

    protected override string NowExpression => Dialect.SqliteNow;

    // One process has the file.
    public override void GuardKeys()
    {
    }

    public override void Finish(string version)
    {
        Execute(SqliteDataSource.MakeDurable);
        base.Finish(version);
    }

    public override Dictionary<string, SpelledState> Read(string name, IReadOnlyCollection<string> keys) =>
        ReadStates(ReadStatement, ("@name", name), ("@keys", JsonSerializer.SerializeToUtf8Bytes(keys)));

    protected override IReadOnlySet<string> Upsert(IReadOnlyList<StateRow> rows) => _states.Write(_connection, rows);

    protected override void ForgetRecords(IEnumerable<string> keys) => Execute(
        "DELETE FROM consent_record WHERE record_key IN (SELECT value FROM json_each(CAST(@keys AS TEXT)))",
        ("@keys", JsonSerializer.SerializeToUtf8Bytes(keys)));
}
