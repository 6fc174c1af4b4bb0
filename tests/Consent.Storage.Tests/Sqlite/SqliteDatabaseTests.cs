using Consent.Core.Records;
using Consent.Storage.Database;
using Consent.Storage.Ledger;
using Consent.Storage.Records;
using Consent.Storage.Replicas;
using Consent.Storage.Sqlite;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Sqlite;

/// <summary>Taking a file for this process, and bringing its schema up to date.</summary>
public sealed class SqliteDatabaseTests : IDisposable
{
    private const string Schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_Fresh_HasTheWholeSchema()
    {
        using var database = SqliteDatabase.Open(_folder.ConnectionString);

        var tables = (await database.Source.RowsAsync(Schema)).Where(row => (string)row["type"]! == "table").Select(row => row["name"]);

        Assert.Superset(
            new HashSet<object?> { "OrleansQuery", "OrleansStorage", "ledger", "consent_record", "roster_replica", "database_identity" },
            tables.ToHashSet());
    }

    [Fact]
    public async Task FindAnswered_OfAnOptInWithoutATime_ReadsARangeOfTheIndex()
    {
        using var database = SqliteDatabase.Open(_folder.ConnectionString);

        var query = LedgerReader.AnsweredInRangeQuery.Replace("@key", "'k'", StringComparison.Ordinal)
            .Replace("@value", "'a'", StringComparison.Ordinal).Replace("@end", "'b'", StringComparison.Ordinal);
        var plan = await database.Source.RowsAsync($"EXPLAIN QUERY PLAN {query}");

        Assert.Equal(
            ["SEARCH ledger USING INDEX ledger_identity (record_key=? AND identity>? AND identity<?)"], plan.Select(row => row["detail"]));
    }

    [Fact]
    public async Task Open_Again_KeepsSchemaIdentityAndLedger()
    {
        List<Dictionary<string, object?>> schema;
        object? identity;
        using (var database = SqliteDatabase.Open(_folder.ConnectionString))
        {
            schema = await database.Source.RowsAsync(Schema);
            identity = await database.Source.ScalarAsync("SELECT id FROM database_identity");
            await EnterAsync(database);
        }

        using var again = SqliteDatabase.Open(_folder.ConnectionString);

        Assert.Equal(schema, await again.Source.RowsAsync(Schema));
        Assert.Equal(identity, await again.Source.ScalarAsync("SELECT id FROM database_identity"));
        Assert.Equal([1], await again.Source.PositionsAsync());
    }

    [Fact]
    public async Task Open_AfterAServerDied_ForgetsItsReplica()
    {
        using (var database = SqliteDatabase.Open(_folder.ConnectionString))
        using (var roster = new SqliteRosterDatabase(database.Source))
        {
            await roster.RegisterAsync(new Replica("dead", "", TimeSpan.FromSeconds(5)), default);
        }

        // A strict server does not register, so nothing else would clear the list.
        using var again = SqliteDatabase.Open(_folder.ConnectionString);

        Assert.Equal(0L, await again.Source.ScalarAsync("SELECT count(*) FROM roster_replica"));
    }

    [Fact]
    public async Task Open_TwoFiles_AreDifferentDatabases()
    {
        using var other = new TempFolder();
        using var one = SqliteDatabase.Open(_folder.ConnectionString);
        using var two = SqliteDatabase.Open(other.ConnectionString);

        Assert.NotEqual(
            await one.Source.ScalarAsync("SELECT id FROM database_identity"),
            await two.Source.ScalarAsync("SELECT id FROM database_identity"));
    }

    [Fact]
    public async Task Open_FromANewerVersion_IsRefusedAndLeftAlone()
    {
        using (var database = SqliteDatabase.Open(_folder.ConnectionString))
        {
            await database.Source.ExecuteAsync(
                "INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('Consent.Storage.Sqlite.Migrations.9999_future.sql', '2030-01-01')");
        }

        var refusal = Assert.Throws<StorageRefusedException>(() => SqliteDatabase.Open(_folder.ConnectionString));

        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("9999_future.sql", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WhatIsNoDatabase_IsRefusedAndLeftAlone()
    {
        File.WriteAllText(_folder.Database, new string('x', 10_000));

        var refusal = Assert.Throws<StorageRefusedException>(() => SqliteDatabase.Open(_folder.ConnectionString));

        Assert.Contains(_folder.Database, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', 10_000), File.ReadAllText(_folder.Database));
    }

    [Fact]
    public void Open_InAFolderThatIsNotThere_IsRefused() =>
        Assert.Throws<StorageRefusedException>(() => SqliteDatabase.Open($"Data Source={_folder.File("no/such/consent.db")}"));

    [Fact]
    public void Open_WhileItIsOpen_IsRefused()
    {
        using var database = SqliteDatabase.Open(_folder.ConnectionString);

        var refusal = Assert.Throws<StorageRefusedException>(() => SqliteDatabase.Open(_folder.ConnectionString));

        Assert.Contains("one server", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_ByALinkWhileItIsOpen_IsRefused()
    {
        using var database = SqliteDatabase.Open(_folder.ConnectionString);
        File.CreateSymbolicLink(_folder.File("link.db"), _folder.Database);

        Assert.Throws<StorageRefusedException>(() => SqliteDatabase.Open($"Data Source={_folder.File("link.db")}"));
    }

    [Fact]
    public void Open_AfterARefusal_TakesTheFile()
    {
        File.WriteAllText(_folder.Database, new string('x', 10_000));
        Assert.Throws<StorageRefusedException>(() => SqliteDatabase.Open(_folder.ConnectionString));
        File.Delete(_folder.Database);

        using var database = SqliteDatabase.Open(_folder.ConnectionString);

        Assert.Equal(_folder.Database, database.Source.Path);
    }

    [Fact]
    public void Dispose_AfterUse_ClosesTheFile()
    {
        var database = SqliteDatabase.Open(_folder.ConnectionString);
        database.Source.OpenConnection().Dispose();

        database.Dispose();

        // SQLite takes its log away when the last connection to the file is closed.
        Assert.False(File.Exists(_folder.Database + "-wal"));
    }

    [Fact]
    public void Lock_SecondTakerAtOnce_IsRefusedUntilTheFirstLetsGo()
    {
        var taken = new List<SqliteFileLock>();
        Parallel.For(0, 8, _ =>
        {
            try
            {
                var fileLock = SqliteFileLock.Take(_folder.Database);
                lock (taken)
                {
                    taken.Add(fileLock);
                }
            }
            catch (StorageRefusedException)
            {
                // All but one are.
            }
        });

        Assert.Single(taken).Dispose();
        SqliteFileLock.Take(_folder.Database).Dispose();
    }

    [Fact]
    public async Task Register_AfterADeadProcess_DropsItsRow()
    {
        using var database = SqliteDatabase.Open(_folder.ConnectionString);
        using var roster = new SqliteRosterDatabase(database.Source);
        await roster.RegisterAsync(new Replica("dead", "", TimeSpan.FromSeconds(5)), default);

        await roster.RegisterAsync(new Replica("alive", "", TimeSpan.FromSeconds(5)), default);

        Assert.Equal("alive", Assert.Single((await roster.PollAsync("alive", 0, 1, default)).Replicas).Id);
    }

    private static async Task EnterAsync(SqliteDatabase database)
    {
        var optOut = Samples.OptOut("1");
        var transition = RecordRules.Apply(
            ConsentRecord.Empty, optOut, ResubscribePolicy.CustomerStart, ReplyTexts.None);
        await new OrleansWriter(database.Source).WriteAsync(
            ConsentGrainState.From(Samples.Number(), transition, optOut), version: null);
    }
}
