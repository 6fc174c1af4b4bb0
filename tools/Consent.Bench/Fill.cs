using System.Text.Json;
using Consent.Core.Numbers;
using Consent.Core.Registry;
using Consent.Storage.Json;
using Consent.Storage.Registry;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Consent.Bench;

/// <summary>Fills databases with what a server is to hold while it is measured.</summary>
internal static class Fill
{
    private const string First = "+12000000000";
    private const int RowsAtOnce = 1_000;

    /// <summary>Deletes a database file; answers the connection string of a new one in its place.</summary>
    public static string NewFile(FileInfo file)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(file.FullName + suffix);
        }

        return $"Data Source={file.FullName}";
    }

    /// <summary>Enters STOPs through PostgreSQL's triggers, a thousand in a statement, of customers whose numbers are so far apart.</summary>
    public static async Task OptOutsAsync(string connectionString, int count, string first, int every)
    {
        var from = long.Parse(first.AsSpan().TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture);
        await using var database = PostgresDatabase.Open(connectionString);
        for (var filled = 0; filled < count; filled += RowsAtOnce)
        {
            var customer = string.Create(CultureInfo.InvariantCulture, $"('+' || {from} + number::bigint * {every})");
            await using var insert = database.Source.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"""
                INSERT INTO OrleansStorage
                SELECT number, 0, 0, number, 'consent', {StoredOptOut.Key(customer)}, 'consent', {StoredOptOut.Payload(customer)}, now(), 1
                FROM generate_series({filled}, {Math.Min(filled + RowsAtOnce, count) - 1}) AS number
                """));
            await insert.ExecuteNonQueryAsync();
        }

        await using var analyze = database.Source.CreateCommand("ANALYZE consent_record");
        await analyze.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Millions of opt-outs within minutes: through the triggers they take hours. The first customer's opt-out goes through the triggers. All
    /// others are copies of the <c>consent_record</c> row that these make, under other customers. The ledger has the one entry.
    /// </summary>
    public static async Task RecordsAsync(string connectionString, int count)
    {
        await OptOutsAsync(connectionString, Math.Min(count, 1), First, 1);
        if (count <= 1)
        {
            return;
        }

        await using var database = PostgresDatabase.Open(connectionString);
        await using var connection = await database.Source.OpenConnectionAsync();
        string[] statements =
        [
            "SET statement_timeout = 0",

            // One index built at the end takes a third of the time of one that grows.
            "DROP INDEX consent_record_customer",
            string.Create(CultureInfo.InvariantCulture, $"""
                INSERT INTO consent_record
                SELECT replace(record_key, customer_number, customer), sender_number, account_id, customer, state, was_opted_out,
                    changed_at, source, keyword, changed_position, revision, last_position
                FROM (SELECT * FROM consent_record) AS written,
                    (SELECT '+' || {First.AsSpan(1)} + number AS customer FROM generate_series(1::bigint, {count - 1}) AS number) AS copied
                """),
            "CREATE INDEX consent_record_customer ON consent_record (customer_number)",
            "VACUUM (ANALYZE) consent_record",
        ];
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Accounts, ten senders of each, and a hundred opt-outs of each, half of them of the account, on a new SQLite file.</summary>
    public static async Task RegistryAsync(FileInfo file, int accounts)
    {
        var (senders, records) = (accounts * 10, accounts * 100);
        using var database = SqliteDatabase.Open(NewFile(file));
        await using var connection = (SqliteConnection)await database.Source.OpenConnectionAsync();
        await using var fill = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        insert.CommandTimeout = 300;
        insert.Parameters.AddWithValue("@account", JsonSerializer.Serialize(Acme(), ConsentJson.Default.AccountGrainState));
        insert.Parameters.AddWithValue("@sender", JsonSerializer.Serialize(FrontDesk(), ConsentJson.Default.SenderGrainState));

        // Accounts and senders through the triggers: a roster reads them from the ledger.
        insert.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {accounts} - 1)
            INSERT INTO account_append
            SELECT json_set(@account, '$.key', printf('account:account-%06d', i), '$.account.id', printf('account-%06d', i),
                '$.account.displayName', 'Acme ' || i) FROM n;
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {senders} - 1)
            INSERT INTO sender_append
            SELECT json_set(@sender, '$.key', printf('sender:+1555%07d', i), '$.sender.number', printf('+1555%07d', i),
                '$.sender.account', printf('account-%06d', i / 10), '$.sender.kind', 1 + i % 2, '$.sender.displayName', 'Front desk ' || i) FROM n;
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {records} - 1)
            INSERT INTO consent_record
            SELECT 'record ' || i, CASE WHEN i % 2 THEN printf('+1555%07d', i % {senders}) END,
                CASE WHEN i % 2 = 0 THEN printf('account-%06d', i % {accounts}) END,
                printf('+1444%07d', i), 2, 1, 1000, 1, 'stop', 1, 1, 1 FROM n;
            """);
        await insert.ExecuteNonQueryAsync();
        await fill.CommitAsync();
    }

    private static AccountGrainState Acme() => AccountGrainState.From(
        new Account { Id = AccountId.Parse("acme"), DisplayName = "Acme", Revision = 1 }, default, "");

    private static SenderGrainState FrontDesk() => SenderGrainState.From(
        new Sender
        {
            Number = SenderNumber.Parse("+15550000000"),
            Account = AccountId.Parse("acme"),
            Kind = SenderKind.Standard,
            DisplayName = "Front desk",
            Revision = 1,
        },
        default,
        "");
}
