using System.Globalization;
using Consent.Storage.Postgres;

namespace Consent.Bench;

/// <summary>Millions of opt-outs in a database, as a server loads them, within minutes: through the triggers they take hours.</summary>
internal static class RecordFill
{
    private const string First = "+12000000000";

    /// <summary>
    /// The first customer's opt-out goes through the triggers; all others are copies of the <c>consent_record</c> row that these
    /// make, with the customer's number in its two places. The ledger has one entry, which is the position of all of them.
    /// </summary>
    public static async Task RunAsync(string connectionString, int count)
    {
        await BarePostgres.FillAsync(connectionString, Math.Min(count, 1), First, 1);
        if (count <= 1)
        {
            return;
        }

        await using var database = PostgresDatabase.Open(connectionString);
        await using var connection = await database.Source.OpenConnectionAsync();
        string[] statements =
        [
            "SET statement_timeout = 0",

            // One index at the end takes a third of the time of one that grows.
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
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync();
        }
    }
}
