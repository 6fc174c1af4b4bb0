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

    // The second is the same as the first, or before it, unless the clock was set back.
    private const string PositionsQuery =
        """
        SELECT
            (SELECT position FROM ledger WHERE recorded_at <= @time ORDER BY recorded_at DESC, position DESC LIMIT 1),
            (SELECT position FROM ledger WHERE customer_number = @customer AND recorded_at <= @time ORDER BY position DESC LIMIT 1)
        """;

    // By revision, not by position: PostgreSQL would search all customers' positions for the highest.
    private const string UpToPosition = "record_key = @key AND position <= @position";
    private const string Latest = "ORDER BY record_revision DESC LIMIT 1";

    private const string RecordQuery =
        $"""
        SELECT record_revision, record_state, record_was_opted_out, record_changed_at, record_source, record_keyword,
            (SELECT position FROM ledger WHERE {UpToPosition} AND moved {Latest})
        FROM ledger WHERE {UpToPosition} {Latest}
        """;

    private const string RegisteredQuery = $"SELECT registered FROM ledger WHERE {UpToPosition} {Latest}";

    // A sender never changes its account.
    private const string SendersQuery =
        $"""
        SELECT
            (SELECT registered FROM ledger WHERE record_key = '{StateKey.SenderPrefix}' || sender.sender_number AND position <= @position
             ORDER BY record_revision DESC LIMIT 1)
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
        var positions = await archive.ReadAsync(
            PositionsQuery,
            static row => (All: Position(row, 0), Customers: Position(row, 1)),
            cancellation,
            ("@time", time.Milliseconds),
            ("@customer", customer.ToString()));
        return Math.Max(positions[0].All, positions[0].Customers);
    }

    /// <summary>The record, as far as a status shows it; empty where there was none.</summary>
    public async Task<ConsentRecord> FindRecordAsync(RecordKey key, long position, CancellationToken cancellation) =>
        await FindAsync(RecordQuery, key, position, ReadRecord, cancellation) ?? ConsentRecord.Empty;

    /// <summary>The account as registered by then, or null.</summary>
    public Task<Account?> FindAccountAsync(AccountId account, long position, CancellationToken cancellation) => FindAsync(
        RegisteredQuery,
        StateKey.Of(account),
        position,
        static row => JsonSerializer.Deserialize(row.GetString(0), ConsentJson.Default.Account),
        cancellation);

    /// <summary>The sender as registered by then, or null.</summary>
    public Task<Sender?> FindSenderAsync(SenderNumber sender, long position, CancellationToken cancellation) => FindAsync(
        RegisteredQuery, StateKey.Of(sender), position, static row => ReadSender(row), cancellation);

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

    private static long Position(DbDataReader row, int column) => row.IsDBNull(column) ? 0 : row.GetInt64(column);

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
            Position = row.GetInt64(6),
        },
    };

    private async Task<T?> FindAsync<T>(
        string query, StateKey key, long position, Func<DbDataReader, T?> read, CancellationToken cancellation)
        where T : class =>
        (await archive.ReadAsync(query, read, cancellation, ("@key", key.ToString()), ("@position", position))).FirstOrDefault();
}
