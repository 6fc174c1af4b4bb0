using System.Text.Json;
using Consent.Core.Numbers;
using Consent.Storage.Database;
using Consent.Storage.Json;
using Consent.Storage.Ledger;
using Consent.Storage.Postgres;
using Consent.Storage.Tests.Databases;
using Consent.Storage.Tests.Numbers;
using Npgsql;

namespace Consent.Storage.Tests.Postgres;

public sealed class PostgresPlanTests : IDisposable
{
    private const int Entries = 3_000;

    // A statement may take two seconds, also on a busy machine.
    private const int AtOnce = 250;

    private readonly PostgresTestDatabase _database = new();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("force_generic_plan")]
    [InlineData("force_custom_plan")]
    public async Task Poll_OfALedgerThatNobodyHasAnalyzed_ReadsThePageOnly(string planning)
    {
        await _database.Source.ExecuteAsync("ALTER TABLE ledger SET (autovacuum_enabled = false)");
        await FillAsync();
        await using var connection = await _database.Opened.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, $"SET plan_cache_mode = {planning}");
        await ExecuteAsync(connection, $"PREPARE poll (text, bigint, integer) AS {PostgresRosterDatabase.PollStatement}");

        await using var explain = new NpgsqlCommand($"EXPLAIN EXECUTE poll ('own', {Entries - 10}, 1000)", connection);
        await using var reader = await explain.ExecuteReaderAsync();

        while (await reader.ReadAsync())
        {
            Assert.DoesNotContain("Seq Scan on ledger", reader.GetString(0), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("force_generic_plan")]
    [InlineData("force_custom_plan")]
    public async Task Tail_OfALedgerThatNobodyHasAnalyzed_ReadsTheEndOnly(string planning)
    {
        await _database.Source.ExecuteAsync("ALTER TABLE ledger SET (autovacuum_enabled = false)");
        await FillAsync();
        await using var connection = await _database.Opened.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, $"SET plan_cache_mode = {planning}");
        await ExecuteAsync(connection, $"PREPARE tail (bigint, integer, integer) AS {GroupStatement.Tail}");

        await using var explain = new NpgsqlCommand($"EXPLAIN EXECUTE tail ({Entries - 10}, 1000, 5)", connection);
        await using var reader = await explain.ExecuteReaderAsync();

        while (await reader.ReadAsync())
        {
            Assert.DoesNotContain("Seq Scan on ledger", reader.GetString(0), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("force_generic_plan")]
    [InlineData("force_custom_plan")]
    public async Task FindAnswered_OfAnOptInWithoutATime_ReadsARangeOfTheIndex(string planning)
    {
        await _database.Source.ExecuteAsync("ALTER TABLE ledger SET (autovacuum_enabled = false)");
        await FillAsync();
        await using var connection = await _database.Opened.Source.OpenConnectionAsync();
        await ExecuteAsync(connection, $"SET plan_cache_mode = {planning}");
        var query = LedgerReader.AnsweredInRangeQuery.Replace("@key", "$1", StringComparison.Ordinal)
            .Replace("@value", "$2", StringComparison.Ordinal).Replace("@end", "$3", StringComparison.Ordinal);
        await ExecuteAsync(connection, $"PREPARE answered (text, text, text) AS {query}");

        await using var explain = new NpgsqlCommand($"EXPLAIN EXECUTE answered ('{Samples.Number(7)}', 'OptIn', 'OptIo')", connection);
        await using var reader = await explain.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(0));
        }

        Assert.Contains(plan, line => line.Contains("ledger_identity", StringComparison.Ordinal));
        Assert.Contains(plan, line => line.Contains("Index Cond", StringComparison.Ordinal)
            && line.Contains("identity >=", StringComparison.Ordinal) && line.Contains("identity <", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("+15552220007", false)]
    [InlineData("+15552220007", true)]
    [InlineData(Mexican.Canonical, false)]
    [InlineData(Mexican.Canonical, true)]
    public async Task History_OfACustomer_ReadsThatCustomersEntriesOnly(string customer, bool isAnalyzed)
    {
        await _database.Source.ExecuteAsync("ALTER TABLE ledger SET (autovacuum_enabled = false)");
        await FillAsync();
        await _database.Source.ExecuteAsync(isAnalyzed ? "ANALYZE" : "SELECT 1");
        var query = new HistoryQuery { Customer = PhoneNumber.Parse(customer), Sender = Samples.Sender };
        var (statement, parameters) = LedgerHistory.StatementOf(query, 0, Entries, 100);

        await using var explain = _database.Source.CreateCommand($"EXPLAIN {statement}");
        explain.Bind(parameters);
        await using var reader = await explain.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(0));
        }

        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan on ledger", StringComparison.Ordinal));
        Assert.Contains(plan, line => line.Contains("ledger_customer", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("ledger_pkey", StringComparison.Ordinal));
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task FillAsync()
    {
        var states = Enumerable.Range(0, Entries)
            .Select(record => new RecordStory(_database, Samples.Number(record)).Next(Samples.OptOut("1")))
            .Select(state => JsonSerializer.SerializeToUtf8Bytes(state, ConsentJson.Default.ConsentGrainState))
            .Chunk(AtOnce);
        foreach (var payloads in states)
        {
            await _database.Source.ExecuteAsync(
                """
                INSERT INTO OrleansStorage
                SELECT 1, 0, 0, 2, 'consent', convert_from(payload, 'UTF8')::jsonb ->> 'key', 'consent', payload, now(), 1
                FROM unnest(@payloads) AS payload
                """,
                ("payloads", payloads));
        }
    }
}
