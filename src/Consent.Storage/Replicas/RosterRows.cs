using System.Data.Common;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Registry;

namespace Consent.Storage.Replicas;

/// <summary>What a roster reads, as rows, the same in both databases.</summary>
internal static class RosterRows
{
    public const string RecordsQuery =
        """
        SELECT sender_number, account_id, customer_number, state, source, was_opted_out, changed_at, changed_position
        FROM consent_record WHERE changed_at IS NOT NULL
        """;

    /// <summary>The columns that <see cref="ReadEntry"/> reads.</summary>
    public const string EntryColumns =
        """
        position, mark, moved, kind, registered,
        record_sender_number, record_account_id, customer_number, record_state, record_source, record_was_opted_out, record_changed_at
        """;

    public static RosterChange ReadRecord(DbDataReader row) => ReadRecord(row, 0, position: row.GetInt64(7));

    /// <param name="row">The row.</param>
    /// <param name="column">Where its <see cref="EntryColumns"/> begin.</param>
    public static RosterEntry ReadEntry(DbDataReader row, int column)
    {
        var position = row.GetInt64(column);
        RosterChange? change = null;
        if (row.GetBoolean(column + 2))
        {
            change = ReadRecord(row, column + 5, position);
        }
        else if (!row.IsDBNull(column + 4))
        {
            change = RegistryRows.ReadEntry(row.GetInt32(column + 3), row.GetString(column + 4));
        }

        return new RosterEntry(position, row.GetInt64(column + 1), change);
    }

    private static RosterRecord ReadRecord(DbDataReader row, int column, long position)
    {
        var customer = PhoneNumber.Parse(row.GetString(column + 2));
        var key = row.IsDBNull(column)
            ? RecordKey.ForAccount(AccountId.Parse(row.GetString(column + 1)), customer)
            : RecordKey.ForNumber(SenderNumber.Parse(row.GetString(column)), customer);
        return new RosterRecord(key, new Standing(
            (ConsentState)row.GetInt32(column + 3),
            (ConsentSource)row.GetInt32(column + 4),
            row.GetBoolean(column + 5),
            new Instant(row.GetInt64(column + 6)),
            position));
    }
}
