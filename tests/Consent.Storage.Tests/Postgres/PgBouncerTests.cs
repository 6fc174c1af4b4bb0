using Consent.Storage.Database;
using Consent.Storage.Postgres;
using Consent.Storage.Tests.Databases;
using Npgsql;

namespace Consent.Storage.Tests.Postgres;

/// <summary>PgBouncer between: taken where it keeps one session for each connection, and refused where it does not.</summary>
public sealed class PgBouncerTests
{
    private const string Empty = "TEMPLATE template0";

    private static readonly PostgresServer Server = PostgresServer.Shared;

    [Theory]
    [InlineData("pool_mode=transaction")]
    [InlineData("pool_mode=transaction\nignore_startup_parameters=options")]
    [InlineData("pool_mode=transaction\nserver_round_robin=1\nmin_pool_size=3")]
    [InlineData("pool_mode=transaction\ndefault_pool_size=1")]
    [InlineData("pool_mode=statement")]
    [InlineData("pool_mode=session\nserver_reset_query=")]
    public async Task Open_PgBouncerThatSharesSessions_IsRefusedAndChangesNothing(string settings)
    {
        var direct = Server.CreateDatabase(Empty);
        using var pooler = Pooler.PgBouncer(Server, settings);

        var refusal = Assert.Throws<StorageRefusedException>(() => PostgresDatabase.Open(pooler.Through(Server, direct)));

        Assert.Contains("pool_mode=session", refusal.Message, StringComparison.Ordinal);
        await using var source = NpgsqlDataSource.Create(direct);
        Assert.Null(await source.ScalarAsync("SELECT to_regclass('schemaversions')::text"));
        Assert.Equal(0L, await source.ScalarAsync(
            """
            SELECT count(*) FROM pg_locks
            WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """));
    }

    [Theory]
    [InlineData("statement_timeout", "2s")]
    [InlineData("idle_in_transaction_session_timeout", "2s")]
    [InlineData("jit", "off")]
    [InlineData("default_transaction_isolation", "read committed")]
    public async Task Open_PgBouncerInSessionMode_HasTheSettingsAndWrites(string setting, string expected)
    {
        using var pooler = Pooler.PgBouncer(Server, "pool_mode=session");
        using var database = new PostgresTestDatabase(Server, pooler.Through(Server, Server.CreateDatabase(Empty)));

        await new RecordStory(database, Samples.Number()).EnterAsync(Samples.OptOut("1"));

        Assert.Equal(expected, await database.Source.ScalarAsync($"SHOW {setting}"));
        Assert.Equal([1], await database.Source.PositionsAsync());
    }

    [Fact]
    public async Task OpenConnection_PoolerHasComeToShareSessions_IsRefused()
    {
        using var pooler = Pooler.PgBouncer(Server, "pool_mode=transaction");
        await using var source = PostgresDataSource.Create(pooler.Through(Server, Server.CreateDatabase(Empty)));
        await using var first = await source.OpenConnectionAsync();

        var refusal = await Assert.ThrowsAsync<PostgresSessionException>(async () => await source.OpenConnectionAsync());

        Assert.Contains("pool_mode=session", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_OptionsThatThePoolerDrops_IsRefused()
    {
        using var pooler = Pooler.PgBouncer(Server, "pool_mode=session\nignore_startup_parameters=options");
        var through = pooler.Through(Server, Server.CreateDatabase(Empty));

        var refusal = Assert.Throws<StorageRefusedException>(() => PostgresDatabase.Open(through + ";Options=-c work_mem=8MB"));

        Assert.Contains("work_mem", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OptionsThatPostgresGets_AreInForce()
    {
        using var database = PostgresDatabase.Open(Server.CreateDatabase(Empty) + ";Options=-c work_mem=8MB --temp-buffers=4MB");

        Assert.Equal("8MB", await database.Source.ScalarAsync("SHOW work_mem"));
        Assert.Equal("4MB", await database.Source.ScalarAsync("SHOW temp_buffers"));
    }
}
