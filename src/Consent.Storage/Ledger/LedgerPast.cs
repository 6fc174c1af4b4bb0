using System.Data.Common;
using System.Text.Json;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Storage.Json;
using Consent.Storage.Records;

namespace Consent.Storage.Ledger;

/// <summary>Reads the state of records, accounts and senders at a position of the ledger.</summary>
/// <remarks>Entries up to a known position never change, so values read one after another are of the same moment.</remarks>
public sealed class LedgerPast(LedgerArchive archive)
{
    private const string EndQuery = "SELECT coalesce(max(position), 0) FROM ledger";

    private const string PositionQuery =
        "SELECT position FROM ledger WHERE recorded_at <= @time ORDER BY recorded_at DESC, position DESC LIMIT 1";

    // The same as that, or before it, unless the clock was set back.
    private const string CustomersQuery =
        "SELECT position FROM ledger WHERE customer_number = @customer AND recorded_at <= @time ORDER BY position DESC LIMIT 1";

    // By revision, not by position: PostgreSQL would search all customers' positions for the highest.
    private const string UpToPosition = "record_key = @key AND position <= @position";
    private const string Latest = "ORDER BY record_revision DESC LIMIT 1";

    private const string RecordQuery =
        $"""
        SELECT record_revision, record_state, record_was_opted_out, record_changed_at, record_source, record_keyword,
            (SELECT position FROM ledger WHERE {UpToPosition} AND moved {Latest})
        FROM ledger WHERE {UpToPosition} {Latest}
        """;

    // Which of its keys had the record then: before the merge each spelling had its own. Kind 11 is the merge.
    private const string KeyQuery =
        $"""
        SELECT CASE
            WHEN @position >= (SELECT max(position) FROM number_plan)
                OR EXISTS (SELECT 1 FROM ledger WHERE record_key = @key AND kind = 11 AND position <= @position) THEN @key
            WHEN EXISTS (SELECT 1 FROM ledger WHERE record_key = @given AND position <= @position) THEN @given
            WHEN @position >= (SELECT min(position) FROM number_plan) THEN @key
            ELSE @given END
        """;

    // The deciding event of a merged record is an entry of one of its spellings.
    private const string DecidedQuery =
        $"""
        SELECT position FROM ledger
        WHERE {UpToPosition} AND moved
            AND record_state = @state AND record_changed_at = @at AND record_source = @source AND record_keyword = @keyword {Latest}
        """;

    private const string RegisteredQuery = $"SELECT registered FROM ledger WHERE {UpToPosition} {Latest}";

    // A sender never changes its account. Before the merge it was registered under another spelling.
    private const string SendersQuery =
        $"""
        SELECT coalesce(
            (SELECT registered FROM ledger WHERE record_key = '{StateKey.SenderPrefix}' || sender.sender_number AND position <= @position
             ORDER BY record_revision DESC LIMIT 1),
            (SELECT registered FROM sender_spelling JOIN ledger ON record_key = '{StateKey.SenderPrefix}' || spelling
             WHERE sender_spelling.sender_number = sender.sender_number AND position <= @position
             ORDER BY record_revision DESC LIMIT 1))
        FROM sender WHERE account_id = @account
        """;

    /// <summary>The position of the last entry; 0 where there is none.</summary>
    public async Task<long> EndAsync(CancellationToken cancellation) =>
        (await archive.ReadAsync(EndQuery, static row => row.GetInt64(0), cancellation))[0];

    /// <summary>
    /// The position up to which entries had been recorded by a time; 0 where none had. Where the database's clock was set back, some
    /// recorded by then may be after it, but none of the customer's.
    /// </summary>
    public async Task<long> PositionAtAsync(Instant time, PhoneNumber customer, CancellationToken cancellation)
    {
        var spellings = customer.OlderSpellings.Prepend(customer.Canonical.ToString())
            .Select((spelling, index) => (Name: $"@customer{index}", Value: (object?)spelling)).ToList();
        var queries = spellings.Select(spelling => CustomersQuery.Replace("@customer", spelling.Name, StringComparison.Ordinal));
        var positions = await archive.ReadAsync(
            $"SELECT ({string.Join("), (", queries.Prepend(PositionQuery))})",
            row => Enumerable.Range(0, spellings.Count + 1).Max(column => row.IsDBNull(column) ? 0 : row.GetInt64(column)),
            cancellation,
            [("@time", time.Milliseconds), .. spellings]);
        return positions[0];
    }

    /// <summary>The record, as far as a status shows it; empty where there was none.</summary>
    public async Task<ConsentRecord> FindRecordAsync(RecordKey key, long position, CancellationToken cancellation)
    {
        var older = key.OlderKeys;
        var at = older.Count == 0
            ? key.ToString()
            : (await archive.ReadAsync(
                KeyQuery,
                static row => row.GetString(0),
                cancellation,
                ("@key", key.ToString()),
                ("@given", key.AsGiven),
                ("@position", position)))[0];
        var record = await FindAsync(RecordQuery, at, position, ReadRecord, cancellation) ?? ConsentRecord.Empty;
        return older.Count == 0 || at != key.ToString() || record.Decided is null
            ? record
            : record with { Decided = await DecidedAsync(record, [at, .. older], position, cancellation) };
    }

    /// <summary>The account as registered by then, or null.</summary>
    public Task<Account?> FindAccountAsync(AccountId account, long position, CancellationToken cancellation) => FindAsync(
        RegisteredQuery,
        StateKey.Of(account).ToString(),
        position,
        static row => JsonSerializer.Deserialize(row.GetString(0), ConsentJson.Default.Account),
        cancellation);

    /// <summary>The sender as registered by then, or null.</summary>
    public async Task<Sender?> FindSenderAsync(SenderNumber sender, long position, CancellationToken cancellation)
    {
        // Before the merge it was registered under another spelling.
        foreach (var number in sender.OlderSpellings.Prepend(sender.ToString()))
        {
            if (await FindAsync(
                RegisteredQuery, StateKey.SenderPrefix + number, position, static row => ReadSender(row), cancellation) is { } registered)
            {
                return registered;
            }
        }

        return null;
    }

    /// <summary>An account's senders as registered by then, in the order in which a roster lists them.</summary>
    public async Task<List<Sender>> SendersAsync(AccountId account, long position, CancellationToken cancellation)
    {
        var senders = await archive.ReadAsync(
            SendersQuery,
            static row => row.IsDBNull(0) ? null : ReadSender(row),
            cancellation,
            ("@account", account.ToString()),
            ("@position", position));
        return [.. senders.OfType<Sender>().OrderBy(sender => sender.Number.Packed)];
    }

    private static Sender? ReadSender(DbDataReader row) => JsonSerializer.Deserialize(row.GetString(0), ConsentJson.Default.Sender);

    private static ConsentRecord ReadRecord(DbDataReader row) => new()
    {
        Revision = row.GetInt64(0),
        State = (ConsentState)row.GetInt32(1),
        WasOptedOut = row.GetBoolean(2),
        Decided = row.IsDBNull(3) ? null : new DecidingEvent
        {
            At = new Instant(row.GetInt64(3)),
            Source = (ConsentSource)row.GetInt32(4),
            Matched = row.GetString(5),
            Position = row.IsDBNull(6) ? null : row.GetInt64(6),
        },
    };

    private async Task<T?> FindAsync<T>(
        string query, string key, long position, Func<DbDataReader, T?> read, CancellationToken cancellation)
        where T : class =>
        (await archive.ReadAsync(query, read, cancellation, ("@key", key), ("@position", position))).FirstOrDefault();

    private async Task<DecidingEvent> DecidedAsync(
        ConsentRecord record, IEnumerable<string> keys, long position, CancellationToken cancellation)
    {
        var decided = record.Decided!;
        var positions = new List<long>();
        foreach (var key in keys)
        {
            positions.AddRange(await archive.ReadAsync(
                DecidedQuery,
                static row => row.GetInt64(0),
                cancellation,
                ("@key", key),
                ("@position", position),
                ("@state", (int)record.State),
                ("@at", decided.At.Milliseconds),
                ("@source", (int)decided.Source),
                ("@keyword", decided.Matched)));
        }

        return decided with { Position = positions.Max() };
    }
}
