using Consent.Core.Numbers;
using Consent.Storage.Records;

namespace Consent.Storage.Ledger;

/// <summary>Reads one customer's entries, whatever the spelling, with statements that both databases understand.</summary>
public sealed class LedgerHistory(LedgerArchive archive)
{
    private const string OfSender = "(record_sender_number IN (@scopes) OR sender_number IN (@scopes))";

    // Old entries have a number as it was registered then.
    private const string Numbers =
        """
        SELECT sender_number FROM sender WHERE account_id = @scope
        UNION ALL SELECT spelling FROM sender_spelling JOIN sender USING (sender_number) WHERE account_id = @scope
        """;

    private const string OfAccount =
        $"(record_account_id = @scope OR account_id = @scope OR record_sender_number IN ({Numbers}) OR sender_number IN ({Numbers}))";

    // The comparison only uses the parameter, so that all statements take the same ones.
    private const string OfAll = "@scope = ''";

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
        var (statement, parameters) = StatementOf(query, after, through, count);
        return archive.ReadAsync(statement, LedgerRows.Read, cancellation, parameters);
    }

    internal static (string Statement, (string Name, object? Value)[] Parameters) StatementOf(
        HistoryQuery query, long after, long through, int count)
    {
        var customers = Spelled("@customer", query.Customer.Canonical.ToString(), query.Customer.OlderSpellings);
        var scopes = query switch
        {
            { Sender: { } sender } => Spelled("@scope", sender.ToString(), sender.OlderSpellings),
            { Account: { } account } => Spelled("@scope", account.ToString(), []),
            _ => Spelled("@scope", "", []),
        };
        var entries = query switch
        {
            { Sender: not null } => OfSender.Replace("@scopes", NamesOf(scopes), StringComparison.Ordinal),
            { Account: not null } => OfAccount,
            _ => OfAll,
        };
        return (
            query.WithAccountChanges ? WithChanges(customers, entries) : Page(customers, entries),
            [.. customers, .. scopes, ("@after", after), ("@through", through), ("@count", count)]);
    }

    // Each spelling by itself, and at most a page of it: the index has a customer's entries in their order.
    private static string Page(List<(string Name, object? Value)> customers, string entries)
    {
        if (customers.Count == 1)
        {
            return PageOf(customers[0].Name, entries);
        }

        var pages = customers.Select(customer => $"SELECT * FROM ({PageOf(customer.Name, entries)}) AS spelling");
        return $"{string.Join(" UNION ALL ", pages)} ORDER BY position LIMIT @count";
    }

    private static string PageOf(string customer, string entries) =>
        $"""
        SELECT {LedgerRows.Columns} FROM ledger
        WHERE customer_number = {customer} AND position <= @through AND {entries} AND position > @after ORDER BY position LIMIT @count
        """;

    // An account's and a sender's entries have keys of their own, account:id and sender:number, and revisions without gaps, from 1 unless
    // they go on for another spelling. They are looked up one by one: asked for the entries of several keys between two positions,
    // PostgreSQL would read all between those.
    private static string WithChanges(List<(string Name, object? Value)> customers, string entries)
    {
        var ofCustomer = $"customer_number IN ({NamesOf(customers)}) AND position <= @through AND {entries}";
        return
            $"""
            WITH RECURSIVE spoken AS
            (
                SELECT record_sender_number, record_account_id, sender_number, account_id FROM ledger WHERE {ofCustomer}
            ),
            spoken_number AS
            (
                SELECT record_sender_number AS number FROM spoken UNION SELECT sender_number FROM spoken
            ),
            canonical_number AS
            (
                SELECT number FROM spoken_number
                UNION SELECT sender_number FROM sender_spelling WHERE spelling IN (SELECT number FROM spoken_number)
            ),
            spoken_sender AS
            (
                SELECT number FROM canonical_number
                UNION SELECT spelling FROM sender_spelling WHERE sender_number IN (SELECT number FROM canonical_number)
            ),
            spoken_account AS
            (
                SELECT record_account_id AS id FROM spoken UNION SELECT account_id FROM spoken
                UNION SELECT account_id FROM sender WHERE sender_number IN (SELECT number FROM spoken_sender)
            ),
            change AS
            (
                SELECT '{StateKey.AccountPrefix}' || id AS changed, CAST(0 AS bigint) AS revision, CAST(0 AS bigint) AS place FROM spoken_account
                UNION ALL SELECT '{StateKey.SenderPrefix}' || number,
                    (SELECT min(record_revision) - 1 FROM ledger WHERE record_key = '{StateKey.SenderPrefix}' || number), 0 FROM spoken_sender
                UNION ALL SELECT changed, record_revision, position
                    FROM change JOIN ledger ON record_key = changed AND record_revision = revision + 1
            )
            SELECT * FROM
            (
                SELECT {LedgerRows.Columns} FROM ledger WHERE {ofCustomer} AND position > @after
                UNION ALL
                SELECT {LedgerRows.Columns} FROM ledger
                WHERE position IN (SELECT place FROM change WHERE place > @after AND place <= @through)
            ) AS entry
            ORDER BY position LIMIT @count
            """;
    }

    private static List<(string Name, object? Value)> Spelled(string name, string canonical, IReadOnlyList<string> older) =>
        [(name, canonical), .. older.Select((spelling, index) => ($"{name}{index + 1}", (object?)spelling))];

    private static string NamesOf(List<(string Name, object? Value)> parameters) =>
        string.Join(", ", parameters.Select(parameter => parameter.Name));
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
