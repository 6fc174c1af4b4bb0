using Consent.Storage.Seals;
using Consent.Storage.Tests.Seals;

namespace Consent.Storage.Tests.Sqlite;

/// <summary>What only SQLite lets somebody do to a ledger.</summary>
public sealed class SqliteTamperingOwnTests : IDisposable
{
    private readonly SqliteTestDatabase _database = new();

    [Theory]
    [InlineData("UPDATE ledger SET body = 'STOP' || char(0) || ' the rest' WHERE position = 2")]
    [InlineData("UPDATE ledger SET body = CAST(x'53544FFF' AS TEXT) WHERE position = 2")]
    [InlineData("UPDATE ledger SET repairs = 0.5 WHERE position = 2")]
    [InlineData("UPDATE ledger SET repairs = 'none' WHERE position = 2")]
    [InlineData("UPDATE ledger SET repairs = x'00' WHERE position = 2")]
    public async Task Verify_ValueThatTheColumnIsNotMeantFor_IsFound(string statement)
    {
        var ledger = new SealedLedger(_database);
        await ledger.SealAsync(3);

        await ledger.TamperAsync(statement);

        Assert.Equal((0L, 3L), Assert.Single((await ledger.VerifyAsync()).Faults) is var fault
            ? (fault.FromPosition, fault.ThroughPosition)
            : default);
    }

    // It passes by the trigger that refuses DELETE.
    [Fact]
    public async Task Verify_EntryReplaced_IsFound()
    {
        var ledger = new SealedLedger(_database);
        await ledger.SealAsync(3);
        var columns = string.Join(", ", EntryColumn.All.Select(column => column.Name == "body" ? "'START'" : column.Name));

        await _database.Source.ExecuteAsync(
            $"INSERT OR REPLACE INTO ledger ({string.Join(", ", EntryColumn.All.Select(column => column.Name))}) SELECT {columns} FROM ledger WHERE position = 2");

        Assert.Single((await ledger.VerifyAsync()).Faults);
    }

    public void Dispose() => _database.Dispose();
}
