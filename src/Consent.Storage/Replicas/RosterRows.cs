using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Ledger;

namespace Consent.Storage.Replicas;

/// <summary>The rows that a roster reads, the same in both databases.</summary>
internal static class RosterRows
{
    public const string RecordsQuery =
        """
        SELECT sender_number, account_id, customer_number, state, source, was_opted_out, changed_at, changed_position
        FROM consent_record WHERE changed_at IS NOT NULL
        """;

    /// <summary>The columns of an entry, which come last in each row of a poll.</summary>
    public const string EntryColumns =
        """
        position, mark, moved, kind, registered,
        record_sender_number, record_account_id, customer_number, record_state, record_source, record_was_opted_out, record_changed_at
        """;

    private const int FirstEntryColumn = 6;

    public static RosterChange ReadRecord(DbDataReader row) => ReadRecord(row, 0, position: row.GetInt64(7));

    /// <summary>Reads the database's id, and the position and mark of the ledger's last entry.</summary>
    public static LoadedLedger ReadEnd(DbDataReader row) =>
        new(row.GetString(0), new LedgerPoint(row.GetInt64(1), row.IsDBNull(2) ? null : row.GetInt64(2)));

    /// <summary>Reads a poll's answer: six columns that are the same in each row, then an entry's. Without entries there is one row.</summary>
    public static async Task<LedgerPoll> ReadPollAsync(DbDataReader row, CancellationToken cancellation)
    {
        await row.ReadAsync(cancellation);
        var entries = new List<RosterEntry>();
        var poll = new LedgerPoll(
            IsRegistered: row.GetBoolean(0),
            DatabaseId: row.GetString(1),
            LastPosition: row.GetInt64(2),
            MarkAtApplied: row.IsDBNull(3) ? null : row.GetInt64(3),
            entries,
            ReadReplicas(row.GetString(4)),
            Clock: new Instant(row.GetInt64(5)));
        if (!row.IsDBNull(FirstEntryColumn))
        {
            do
            {
                entries.Add(ReadEntry(row, FirstEntryColumn));
            }
            while (await row.ReadAsync(cancellation));
        }

        return poll;
    }

    private static List<Replica> ReadReplicas(string json) =>
        [.. JsonSerializer.Deserialize(json, ReplicaJson.Default.ReplicaRowArray)!.Select(row => row.ToReplica())];

    private static RosterEntry ReadEntry(DbDataReader row, int column)
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

/// <summary>The list of replicas, as a poll's one statement brings it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ReplicaRow[]))]
internal sealed partial class ReplicaJson : JsonSerializerContext;

internal sealed record ReplicaRow(string Id, string Address, int MaxStaleness, int Retired)
{
    public Replica ToReplica() => new(Id, Address, TimeSpan.FromMilliseconds(MaxStaleness), Retired != 0);
}
