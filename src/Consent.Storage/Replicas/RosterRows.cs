using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Ledger;
using Consent.Storage.Records;

namespace Consent.Storage.Replicas;

/// <summary>The rows that a roster reads, the same in both databases.</summary>
internal static class RosterRows
{
    public const string RecordsQuery = $"{SelectRecords} WHERE changed_at IS NOT NULL";

    /// <summary>The records with an open review, whether or not anything else was decided; after the others, in their place.</summary>
    public const string ReviewedRecordsQuery =
        $"{SelectRecords} WHERE record_key IN (SELECT record_key FROM consent_review WHERE settled_position IS NULL)";

    private const string SelectRecords =
        """
        SELECT sender_number, account_id, customer_number, state, source, was_opted_out, changed_at, changed_position
        FROM consent_record
        """;

    // The kinds of entries after which it matters: opted in, reactivated, perhaps opted out, reviewed. An opt-out settles all reviews.
    // Read as it is at the end of the ledger: an entry that changes it again comes later in the same poll, or in the next.
    private const string HasOpenReview =
        """
        CASE WHEN kind IN (2, 3, 5, 9) THEN EXISTS
            (SELECT 1 FROM consent_review WHERE consent_review.record_key = ledger.record_key AND settled_position IS NULL) END
        """;

    // The end of an account's record key, from the slash: the customer by the canonical number, unlike the entry's own.
    private const string FromSlash =
        $"substr(ledger.record_key, length('{RecordKey.AccountPrefix}' || ledger.record_account_id) + 1)";

    // What is texted to a number and changes its account's record settles reviews of the number's own record too.
    private const string NumberHasOpenReview =
        $"""
        CASE WHEN kind IN (1, 2, 3) AND record_account_id IS NOT NULL AND sender_number IS NOT NULL THEN EXISTS
            (SELECT 1 FROM consent_review
             WHERE consent_review.record_key = '{RecordKey.NumberPrefix}' || ledger.sender_number || {FromSlash}
                AND settled_position IS NULL) END
        """;

    // The entry of an API key lacks its digest, which is the same from its first entry on.
    private const string SecretDigest =
        $"""
        CASE WHEN kind = 103 THEN (SELECT secret_digest FROM api_key WHERE id = substr(ledger.record_key, length('{StateKey.ApiKeyPrefix}') + 1)) END
        """;

    /// <summary>The columns of an entry, which come last in each row of a poll.</summary>
    public const string EntryColumns =
        $"""
        position, mark, moved, kind, registered,
        record_sender_number, record_account_id, customer_number, record_state, record_source, record_was_opted_out, record_changed_at,
        {HasOpenReview} AS has_open_review, {NumberHasOpenReview} AS number_has_open_review, sender_number,
        {SecretDigest} AS secret_digest
        """;

    private const int FirstEntryColumn = 6;
    private const int FirstTailColumn = 3;

    public static RosterChange ReadRecord(DbDataReader row) =>
        new RosterRecord(ReadKey(row, 0), ReadStanding(row, 3, position: row.GetInt64(7)));

    public static RosterChange ReadReviewedRecord(DbDataReader row)
    {
        var standing = row.IsDBNull(6) ? default : ReadStanding(row, 3, position: row.GetInt64(7));
        return new RosterRecord(ReadKey(row, 0), standing.WithOpenReview(true));
    }

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

    /// <summary>Reads the ledger's end: three columns that are the same in each row, then an entry's.</summary>
    /// <param name="row">The rows; there is one for each entry.</param>
    /// <param name="each">Told of each entry, with its row.</param>
    /// <param name="cancellation">Abandons it.</param>
    public static async Task<LedgerTail> ReadTailAsync(
        DbDataReader row, Action<RosterEntry, DbDataReader> each, CancellationToken cancellation)
    {
        var entries = new List<RosterEntry>();
        LedgerTail? tail = null;
        while (await row.ReadAsync(cancellation))
        {
            tail ??= new LedgerTail(row.GetString(0), row.IsDBNull(1) ? null : row.GetInt64(1), entries, ReadReplicas(row.GetString(2)));
            var entry = ReadEntry(row, FirstTailColumn);
            entries.Add(entry);
            each(entry, row);
        }

        return tail ?? new LedgerTail("", null, entries, []);
    }

    private static List<Replica> ReadReplicas(string json) =>
        [.. JsonSerializer.Deserialize(json, ReplicaJson.Default.ReplicaRowArray)!.Select(row => row.ToReplica())];

    private static RosterEntry ReadEntry(DbDataReader row, int column)
    {
        var position = row.GetInt64(column);
        return new RosterEntry(position, row.GetInt64(column + 1), ReadChange(row, column + 2, position));
    }

    private static RosterChange? ReadChange(DbDataReader row, int column, long position)
    {
        if (!row.IsDBNull(column + 2))
        {
            var secretDigest = row.IsDBNull(column + 13) ? null : row.GetFieldValue<byte[]>(column + 13);
            return RegistryRows.ReadEntry(row.GetInt32(column + 1), row.GetString(column + 2), secretDigest);
        }

        bool? hasOpenReview = row.IsDBNull(column + 10) ? null : row.GetBoolean(column + 10);
        if (row.GetBoolean(column))
        {
            var standing = ReadStanding(row, column + 6, position).WithOpenReview(hasOpenReview == true);
            return new RosterChange(new RosterRecord(ReadKey(row, column + 3), standing), NumberReview: ReadNumberReview(row, column + 5));
        }

        return hasOpenReview is { } isOpen
            ? new RosterChange(
                Review: new RosterReview(ReadKey(row, column + 3), isOpen), NumberReview: ReadNumberReview(row, column + 5))
            : null;
    }

    private static RosterReview? ReadNumberReview(DbDataReader row, int customerColumn)
    {
        if (row.IsDBNull(customerColumn + 6))
        {
            return null;
        }

        var sender = SenderNumber.Parse(row.GetString(customerColumn + 7));
        var key = RecordKey.ForNumber(sender, PhoneNumber.Parse(row.GetString(customerColumn)));
        return new RosterReview(key, row.GetBoolean(customerColumn + 6));
    }

    private static RecordKey ReadKey(DbDataReader row, int column)
    {
        var customer = PhoneNumber.Parse(row.GetString(column + 2));
        return row.IsDBNull(column)
            ? RecordKey.ForAccount(AccountId.Parse(row.GetString(column + 1)), customer)
            : RecordKey.ForNumber(SenderNumber.Parse(row.GetString(column)), customer);
    }

    private static Standing ReadStanding(DbDataReader row, int column, long position) => new(
        (ConsentState)row.GetInt32(column),
        (ConsentSource)row.GetInt32(column + 1),
        row.GetBoolean(column + 2),
        new Instant(row.GetInt64(column + 3)),
        position);
}

/// <summary>The list of replicas, as a poll's one statement brings it.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ReplicaRow[]))]
internal sealed partial class ReplicaJson : JsonSerializerContext;

internal sealed record ReplicaRow(string Id, string Address, int MaxStaleness, int Retired)
{
    public Replica ToReplica() => new(Id, Address, TimeSpan.FromMilliseconds(MaxStaleness), Retired != 0);
}
