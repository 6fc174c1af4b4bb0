using Consent.Storage.Tests.Seals;
using Npgsql;

namespace Consent.Storage.Tests.Postgres;

/// <summary>PostgreSQL has another way to delete.</summary>
public sealed class PostgresTruncateTests : IDisposable
{
    private readonly PostgresTestDatabase _database = new();

    [Theory]
    [InlineData("ledger", "append-only")]
    [InlineData("ledger_seal", "never changed")]
    public async Task Truncate_LedgerOrSeals_Refuses(string table, string reason)
    {
        await new SealedLedger(_database).SealAsync(1);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => _database.Source.ExecuteAsync($"TRUNCATE {table}"));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1L, await _database.Source.ScalarAsync($"SELECT count(*) FROM {table}"));
    }

    public void Dispose() => _database.Dispose();
}
