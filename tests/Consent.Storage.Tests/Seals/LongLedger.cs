using Consent.Storage.Database;

namespace Consent.Storage.Tests.Seals;

/// <summary>Many entries at once, past the states.</summary>
internal static class LongLedger
{
    public static Task FillAsync(ConsentDatabase database, int entries) => database.Source.ExecuteAsync(
        $"""
        INSERT INTO ledger (position, mark, kind, record_key, customer_number, record_revision, record_state, record_was_opted_out,
            source, message_id, gateway, actor, evidence, body, keyword, rule_set, repairs, arrived_at, occurred_at, recorded_at, applied, moved)
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {entries})
        SELECT i, i * 7919, 1, 'number:+15550001111/' || i, '+15552220000', 1, 2, {Flag(database)}, 1, 'm-' || i, '', '', '', 'STOP', 'stop',
            'rules-1', 0, 1, 1, 1, {Flag(database)}, {Flag(database)} FROM n
        """);

    private static string Flag(ConsentDatabase database) => database.Provider == StorageProvider.PostgreSQL ? "true" : "1";
}
