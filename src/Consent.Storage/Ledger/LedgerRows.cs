using System.Data.Common;

namespace Consent.Storage.Ledger;

/// <summary>Entries of the ledger as rows, the same in both databases.</summary>
internal static class LedgerRows
{
    /// <summary>All columns, as <see cref="Read"/> reads them.</summary>
    public const string Columns =
        """
        position, mark, kind, record_key, record_sender_number, record_account_id, customer_number, record_revision, record_state,
        record_was_opted_out, record_changed_at, record_source, record_keyword, source, sender_number, account_id, message_id, gateway,
        actor, evidence, body, keyword, rule_set, repairs, given_at, sent_at, arrived_at, occurred_at, recorded_at, applied, moved, reply,
        identity, registered
        """;

    /// <summary>How many columns those are.</summary>
    public const int Count = 34;

    public static LedgerEntry Read(DbDataReader row) => new()
    {
        Position = row.GetInt64(0),
        Mark = row.GetInt64(1),
        Kind = row.GetInt32(2),
        RecordKey = row.GetString(3),
        RecordSenderNumber = Text(row, 4),
        RecordAccountId = Text(row, 5),
        CustomerNumber = row.GetString(6),
        RecordRevision = row.GetInt64(7),
        RecordState = row.GetInt32(8),
        RecordWasOptedOut = row.GetBoolean(9),
        RecordChangedAt = Number(row, 10),
        RecordSource = row.IsDBNull(11) ? null : row.GetInt32(11),
        RecordKeyword = Text(row, 12),
        Source = row.GetInt32(13),
        SenderNumber = Text(row, 14),
        AccountId = Text(row, 15),
        MessageId = row.GetString(16),
        Gateway = row.GetString(17),
        Actor = row.GetString(18),
        Evidence = row.GetString(19),
        Body = row.GetString(20),
        Keyword = row.GetString(21),
        RuleSet = row.GetString(22),
        Repairs = row.GetInt32(23),
        GivenAt = Number(row, 24),
        SentAt = Number(row, 25),
        ArrivedAt = row.GetInt64(26),
        OccurredAt = row.GetInt64(27),
        RecordedAt = row.GetInt64(28),
        Applied = row.GetBoolean(29),
        Moved = row.GetBoolean(30),
        Reply = Text(row, 31),
        Identity = Text(row, 32),
        Registered = Text(row, 33),
    };

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);
}
