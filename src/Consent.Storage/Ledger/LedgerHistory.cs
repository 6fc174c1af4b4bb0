using Consent.Core.Numbers;
using Consent.Storage.Records;

namespace Consent.Storage.Ledger;

/// <summary>Reads one customer's entries, with statements that both databases understand.</summary>
public sealed class LedgerHistory(LedgerArchive archive)
{
    private const string OfCustomer = "customer_number = @customer AND position <= @through";
    private const string OfSender = $"{OfCustomer} AND (record_sender_number = @scope OR sender_number = @scope)";
    private const string OfAccount =
        $"""
        {OfCustomer} AND (record_account_id = @scope OR account_id = @scope
            OR record_sender_number IN (SELECT sender_number FROM sender WHERE account_id = @scope)
            OR sender_number IN (SELECT sender_number FROM sender WHERE account_id = @scope))
        """;

    // The comparison only uses the parameter, so that all statements take the same ones.
    private const string OfAll = $"{OfCustomer} AND @scope = ''";

    /// <summary>The entries after one position and up to another, oldest first.</summary>
    /// <param name="query">Which.</param>
    /// <param name="after">The last position of the page before.</param>
    /// <param name="through">
    /// Where the history ends, the same for all of its pages. Otherwise a number texted meanwhile would add its sender's changes before
    /// a page that was already read.
    /// </param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<List<LedgerEntry>> PageAsync(
        HistoryQuery query, long after, long through, int count, CancellationToken cancellation)
    {
        var (entries, scope) = query switch
        {
            { Sender: { } sender } => (OfSender, sender.ToString()),
            { Account: { } account } => (OfAccount, account.ToString()),
            _ => (OfAll, ""),
        };
        return archive.ReadAsync(
            query.WithAccountChanges ? WithChanges(entries) : Page(entries),
            LedgerRows.Read,
            cancellation,
            ("@customer", query.Customer.ToString()),
            ("@scope", scope),
            ("@after", after),
            ("@through", through),
            ("@count", count));
    }

    private static string Page(string entries) =>
        $"SELECT {LedgerRows.Columns} FROM ledger WHERE {entries} AND position > @after ORDER BY position LIMIT @count";

    // An account's and a sender's entries have keys of their own, account:id and sender:number, and revisions from 1 without gaps. They
    // are looked up one by one: asked for the entries of several keys between two positions, PostgreSQL would read all between those.
    private static string WithChanges(string entries) =>
        $"""
        WITH RECURSIVE spoken AS
        (
            SELECT record_sender_number, record_account_id, sender_number, account_id FROM ledger WHERE {entries}
        ),
        spoken_sender AS
        (
            SELECT record_sender_number AS number FROM spoken UNION SELECT sender_number FROM spoken
        ),
        spoken_account AS
        (
            SELECT record_account_id AS id FROM spoken UNION SELECT account_id FROM spoken
            UNION SELECT account_id FROM sender WHERE sender_number IN (SELECT number FROM spoken_sender)
        ),
        change AS
        (
            SELECT '{StateKey.AccountPrefix}' || id AS changed, CAST(0 AS bigint) AS revision, CAST(0 AS bigint) AS place FROM spoken_account
            UNION ALL SELECT '{StateKey.SenderPrefix}' || number, 0, 0 FROM spoken_sender
            UNION ALL SELECT changed, record_revision, position
                FROM change JOIN ledger ON record_key = changed AND record_revision = revision + 1
        )
        SELECT * FROM
        (
            SELECT {LedgerRows.Columns} FROM ledger WHERE {entries} AND position > @after
            UNION ALL
            SELECT {LedgerRows.Columns} FROM ledger
            WHERE position IN (SELECT place FROM change WHERE place > @after AND place <= @through)
        ) AS entry
        ORDER BY position LIMIT @count
        """;
}

/// <summary>Which of one customer's entries are asked for: one sender's, one account's, or all.</summary>
public sealed record HistoryQuery
{
    public required PhoneNumber Customer { get; init; }

    /// <summary>Gets the sender to narrow to: the records of this number, and the texts to it, whichever record they changed.</summary>
    public SenderNumber? Sender { get; init; }

    /// <summary>
    /// Gets the account to narrow to, where no sender is given: its records, those of its numbers, and the texts to any of them, also
    /// from before they were registered.
    /// </summary>
    public AccountId? Account { get; init; }

    /// <summary>Gets a value indicating whether to include changes of the accounts and senders that these entries name.</summary>
    public bool WithAccountChanges { get; init; }
}
