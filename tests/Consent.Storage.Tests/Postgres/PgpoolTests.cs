using Consent.Storage.Database;
using Consent.Storage.Postgres;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Postgres;

/// <summary>pgpool-II between, with a standby: taken where all statements reach the primary, and refused where reads do not.</summary>
public sealed class PgpoolTests : IDisposable
{
    private readonly PostgresServer _primary = new();
    private readonly string _direct;
    private readonly PostgresServer _standby;

    public PgpoolTests()
    {
        _direct = _primary.CreateDatabase("");
        _standby = new PostgresServer(primary: _primary);
    }

    public void Dispose()
    {
        _standby.Dispose();
        _primary.Dispose();
    }

    [Theory]
    [InlineData("statement_level_load_balance = off")]
    [InlineData("statement_level_load_balance = on")]
    public void Open_PgpoolThatReadsFromAStandby_IsRefused(string settings)
    {
        using var pooler = Pooler.Pgpool(_primary, _standby, "backend_weight0 = 0\n" + settings);

        var refusal = Assert.Throws<StorageRefusedException>(() => PostgresDatabase.Open(pooler.Through(_primary, _direct)));

        Assert.Contains("different sessions", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("load_balance_mode=off", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_PgpoolThatReadsFromThePrimary_Writes()
    {
        using var pooler = Pooler.Pgpool(_primary, _standby, "load_balance_mode = off");
        using var database = new PostgresTestDatabase(_primary, pooler.Through(_primary, _direct));

        await new RecordStory(database, Samples.Number()).EnterAsync(Samples.OptOut("1"));

        Assert.Equal([1], await database.Source.PositionsAsync());
    }
}
