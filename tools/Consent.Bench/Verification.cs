using System.Globalization;
using Consent.Storage.Database;
using Consent.Storage.Postgres;
using Consent.Storage.Seals;
using Consent.Storage.Sqlite;

namespace Consent.Bench;

/// <summary>Seals a ledger and verifies the seals, in this process.</summary>
internal static class Verification
{
    /// <summary>On a new file with so many entries, which is filled first.</summary>
    public static async Task RunAsync(FileInfo file, int count)
    {
        using var database = SqliteDatabase.Open(Fill.NewFile(file));
        var store = new ConsentDatabase(StorageProvider.Sqlite, database.Source);
        await FillAsync(store, count);
        await RunAsync(store);
    }

    /// <summary>On the ledger that a PostgreSQL database holds.</summary>
    public static async Task RunAsync(string connectionString)
    {
        await using var database = PostgresDatabase.Open(connectionString);
        await RunAsync(new ConsentDatabase(StorageProvider.PostgreSQL, database.Source));
    }

    private static async Task RunAsync(ConsentDatabase database)
    {
        using var signer = SealSigner.From(new LedgerOptions());
        var seals = new SealTable(database);
        var sealer = new LedgerSealer(database, seals, signer);
        await Figures.TimeAsync("seal", async () =>
        {
            var position = 0L;
            while (await sealer.SealAsync(CancellationToken.None) is { } seal)
            {
                position = seal.ThroughPosition;
            }

            return position;
        });
        await Figures.TimeAsync("verify", async () =>
        {
            var verified = 0L;
            await foreach (var part in new LedgerVerifier(database, seals, signer).VerifyAsync(0, CancellationToken.None))
            {
                verified = part.Faults.Count == 0 ? part.EntriesVerified : throw new InvalidOperationException("The ledger does not verify.");
            }

            return verified;
        });
        Figures.Say("verify/resident", Environment.WorkingSet / 1e6, "MB");
    }

    private static async Task FillAsync(ConsentDatabase database, int count)
    {
        await using var insert = database.Source.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO ledger (position, mark, kind, record_key, record_sender_number, customer_number, record_revision, record_state,
                record_was_opted_out, record_changed_at, record_source, record_keyword, source, sender_number, message_id, gateway, actor,
                evidence, body, keyword, rule_set, repairs, given_at, arrived_at, occurred_at, recorded_at, applied, moved, reply, identity)
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
            SELECT i, random(), 1, 'number:+15550001111/+1' || (2000000000 + i), '+15550001111', '+1' || (2000000000 + i), 1, 2, 1,
                1767323045678, 1, 'stop', 1, '+15550001111', 'message-' || i, 'gateway-1', '', '', 'STOP', 'stop', 'default-1', 0,
                1767323045678, 1767323045678, 1767323045678, 1767323045700, 1, 1,
                '"purpose":2,"text":"FieldPulse: you are unsubscribed and will receive no more messages. Reply START to resubscribe."',
                'OptOut' || char(9) || '+15550001111' || char(9) || 'message-' || i || char(9) || '1767323045678' FROM n
            """));
        await insert.ExecuteNonQueryAsync();
    }
}
