using Consent.Storage.Database;
using Consent.Storage.Postgres;
using Consent.Storage.Replicas;
using Consent.Storage.Tests.Databases;
using Npgsql;

namespace Consent.Storage.Tests.Postgres;

/// <summary>Which servers are taken, and how their schema is brought up to date.</summary>
public sealed class PostgresDatabaseTests
{
    private const string Empty = "TEMPLATE template0";

    [Fact]
    public async Task Open_ManyServersAtOnceOnAnEmptyDatabase_MigrateItOnce()
    {
        var connectionString = PostgresServer.Shared.CreateDatabase(Empty);

        var opened = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => PostgresDatabase.Open(connectionString))));

        var scripts = await opened[0].Source.RowsAsync("SELECT scriptname FROM schemaversions");
        Assert.Equal(scripts.Count, scripts.Select(row => row["scriptname"]).Distinct().Count());
        Assert.Equal(1L, await opened[0].Source.ScalarAsync("SELECT count(*) FROM database_identity"));
        Array.ForEach(opened, database => database.Dispose());
    }

    [Fact]
    public async Task Open_Again_KeepsIdentityAndLedger()
    {
        using var database = new PostgresTestDatabase();
        await new RecordStory(database, Samples.Number()).EnterAsync(Samples.OptOut("1"));
        var before = await database.Roster.PollAsync("own", 1, 10, default);

        using var again = PostgresDatabase.Open(database.ConnectionString);

        var after = await new PostgresRosterDatabase(again.Source).PollAsync("own", 1, 10, default);
        Assert.Equal((before.DatabaseId, before.MarkAtApplied), (after.DatabaseId, after.MarkAtApplied));
    }

    [Fact]
    public async Task DatabaseId_OfACopy_IsAnother()
    {
        using var one = new PostgresTestDatabase();
        using var two = new PostgresTestDatabase();

        // Copies of one template: even the identity in their rows is the same.
        Assert.Equal(
            await one.Source.ScalarAsync("SELECT id FROM database_identity"),
            await two.Source.ScalarAsync("SELECT id FROM database_identity"));
        Assert.NotEqual(
            (await one.Roster.PollAsync("own", 0, 1, default)).DatabaseId,
            (await two.Roster.PollAsync("own", 0, 1, default)).DatabaseId);
    }

    [Fact]
    public async Task Open_FromANewerVersion_IsRefused()
    {
        using var database = new PostgresTestDatabase();
        await database.Source.ExecuteAsync(
            "INSERT INTO schemaversions (scriptname, applied) VALUES ('Consent.Storage.Postgres.Migrations.9999_future.sql', now())");

        var refusal = Assert.Throws<StorageRefusedException>(() => PostgresDatabase.Open(database.ConnectionString));

        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("9999_future.sql", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fsync")]
    [InlineData("full_page_writes")]
    public void Open_AServerThatIsNotDurable_IsRefused(string setting)
    {
        using var server = new PostgresServer($"-c {setting}=off");
        var connectionString = server.CreateDatabase(Empty);

        var refusal = Assert.Throws<StorageRefusedException>(() => PostgresDatabase.Open(connectionString));

        Assert.Contains(setting, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_AnotherEncoding_IsRefused()
    {
        var connectionString = PostgresServer.Shared.CreateDatabase(Empty + " ENCODING 'SQL_ASCII'");

        var refusal = Assert.Throws<StorageRefusedException>(() => PostgresDatabase.Open(connectionString));

        Assert.Contains("server_encoding", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_AsAnOrdinaryRole_CanDoEverything()
    {
        PostgresServer.Shared.Execute("CREATE ROLE ordinary LOGIN");
        var connectionString = PostgresServer.Shared.CreateDatabase(Empty + " OWNER ordinary")
            .Replace("Username=consent", "Username=ordinary", StringComparison.Ordinal);

        using var database = PostgresDatabase.Open(connectionString);

        var roster = new PostgresRosterDatabase(database.Source);
        await roster.RegisterAsync(new Replica("own", "", TimeSpan.FromSeconds(5)), default);
        Assert.True((await roster.PollAsync("own", 0, 1, default)).IsRegistered);
    }

    [Fact]
    public void Open_WhereNobodyListens_IsRefused()
    {
        var refusal = Assert.Throws<StorageRefusedException>(
            () => PostgresDatabase.Open("Host=/tmp/no-such-folder;Database=consent;Username=consent"));

        Assert.Contains("cannot be used", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Data Source=consent.db")]
    [InlineData("Host=localhost")]
    [InlineData("Database=consent")]
    [InlineData("Host=localhost;Database=consent;Port=many")]
    [InlineData("consent")]
    [InlineData("")]
    public void Create_WhatNamesNoDatabase_IsRefused(string connectionString)
    {
        var refusal = Assert.Throws<StorageRefusedException>(() => PostgresDataSource.Create(connectionString));

        Assert.Contains("Storage:ConnectionString", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 20)]
    [InlineData(";Maximum Pool Size=200", 200)]
    [InlineData(";MaxPoolSize=20", 20)]
    public void Create_PoolSize_IsOursUnlessGiven(string given, int expected)
    {
        using var source = PostgresDataSource.Create("Host=localhost;Database=consent" + given);

        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxPoolSize);
    }

    [Theory]
    [InlineData("")]
    [InlineData(";Target Session Attributes=prefer-standby")]
    public async Task Create_SeveralHosts_FindsThePrimary(string attributes)
    {
        using var database = new PostgresTestDatabase();
        var severalHosts =
            database.ConnectionString.Replace("Host=", "Host=/tmp/no-such-folder,", StringComparison.Ordinal) + attributes;

        using var opened = PostgresDatabase.Open(severalHosts);

        Assert.Equal(0L, await opened.Source.ScalarAsync("SELECT pg_is_in_recovery()"));
    }

    [Theory]
    [InlineData("statement_timeout", "2s")]
    [InlineData("idle_in_transaction_session_timeout", "2s")]
    [InlineData("transaction_isolation", "read committed")]
    [InlineData("application_name", "consent")]
    public async Task Connection_Opened_HasTheSetting(string setting, string expected)
    {
        using var database = new PostgresTestDatabase();

        Assert.Equal(expected, await database.Source.ScalarAsync($"SHOW {setting}"));
    }
}
