using System.Runtime.Versioning;
using Consent.Comparison.Servers;
using Npgsql;

namespace Consent.Comparison.Tests;

[SupportedOSPlatform("linux")]
public sealed class PostgresTests
{
    private const int Transactions = 100;

    [Fact]
    public async Task TransactionsAsync_ASessionThatStaysOpen_CountsAllOfItsAndNoOthers()
    {
        using var folder = new TempFolder();
        File.SetUnixFileMode(folder.Path, PublicFolder);
        await using var postgres = await Postgres.StartAsync(new Programs(Repository.Root, null), folder.Path, FreePort.Find(), default);
        await postgres.CreateAsync("idle", default);
        await using var connection = new NpgsqlConnection(await postgres.CreateAsync("counted", default));
        await connection.OpenAsync();
        await using var query = new NpgsqlCommand("SELECT count(*) FROM pg_class", connection);
        for (var transaction = 0; transaction < Transactions; transaction++)
        {
            await query.ExecuteScalarAsync();
        }

        var counts = await postgres.TransactionsAsync(["idle", "counted"], default);

        // Opening the connection takes some too.
        Assert.InRange(counts[0].Transactions, 0, Transactions / 2);
        Assert.InRange(counts[1].Transactions, Transactions, Transactions * 3 / 2);
    }

    // PostgreSQL has a user of its own.
    private static UnixFileMode PublicFolder =>
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
}
