using System.Data.Common;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Database;
using Consent.Storage.Ledger;

namespace Consent.Storage.Reviews;

/// <summary>Reads the reviews of texts that may be opt-outs, with statements that both databases understand.</summary>
/// <remarks>The migrations' triggers keep the table: it follows the ledger, in the transaction that appends an entry.</remarks>
public sealed class ReviewTable(ConsentDatabase database)
{
    private const string Ahead = "account_id = @account AND (occurred_at > @at OR (occurred_at = @at AND position > @after))";

    private static readonly string AllQuery = PageOf(Ahead);
    private static readonly string OpenQuery = PageOf($"{Ahead} AND settled_position IS NULL");
    private static readonly string SettledQuery = PageOf($"{Ahead} AND settled_position IS NOT NULL");
    private static readonly string FindQuery = Of("position = @position");
    private static readonly string OpenAtQuery =
        Of("record_key = @key AND position <= @position AND (settled_position IS NULL OR settled_position > @position)");

    /// <summary>An account's reviews, or those of numbers of no account, by the time of their texts: what is due first comes first.</summary>
    /// <param name="account">The account's id; empty for none.</param>
    /// <param name="state">Which; unspecified for all.</param>
    /// <param name="after">The last of the page before; null for the first page.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<List<Review>> PageAsync(
        string account, ReviewState state, ReviewPlace? after, int count, CancellationToken cancellation)
    {
        var query = state switch
        {
            ReviewState.Open => OpenQuery,
            ReviewState.Settled => SettledQuery,
            _ => AllQuery,
        };
        return ReadAsync(
            query,
            cancellation,
            ("@account", account),
            ("@at", after?.At.Milliseconds ?? long.MinValue),
            ("@after", after?.Position ?? 0),
            ("@count", count));
    }

    /// <summary>The review of the entry at a position, or null where it opened none.</summary>
    public async Task<Review?> FindAsync(long position, CancellationToken cancellation) =>
        (await ReadAsync(FindQuery, cancellation, ("@position", position))).FirstOrDefault();

    /// <summary>The reviews of a record that were open at a position of the ledger, as they were then: what is due first comes first.</summary>
    public async Task<List<Review>> OpenAtAsync(RecordKey key, long position, CancellationToken cancellation)
    {
        var reviews = await ReadAsync(OpenAtQuery, cancellation, ("@key", key.ToString()), ("@position", position));
        return reviews.ConvertAll(review => review with { Settlement = null });
    }

    private static string PageOf(string filter) => Of($"{filter} ORDER BY occurred_at, position LIMIT @count");

    private static string Of(string filter) =>
        $"""
        SELECT {LedgerRows.Columns}, settled_position, verdict,
            (SELECT actor FROM ledger AS settling WHERE settling.position = settled_position),
            (SELECT recorded_at FROM ledger AS settling WHERE settling.position = settled_position),
            (SELECT kind FROM ledger AS settling WHERE settling.position = settled_position)
        FROM (SELECT position AS reviewed, settled_position, verdict FROM consent_review WHERE {filter}) AS review
            JOIN ledger ON position = reviewed
        ORDER BY occurred_at, position
        """;

    private static Review Read(DbDataReader row) => new(
        LedgerRows.Read(row),
        row.IsDBNull(LedgerRows.Count)
            ? null
            : new ReviewSettlement(
                row.GetInt64(LedgerRows.Count),
                (ReviewVerdict)row.GetInt32(LedgerRows.Count + 1),
                row.GetString(LedgerRows.Count + 2),
                new Instant(row.GetInt64(LedgerRows.Count + 3)),
                (LedgerEntryKind)row.GetInt32(LedgerRows.Count + 4)));

    private Task<List<Review>> ReadAsync(
        string query, CancellationToken cancellation, params (string Name, object? Value)[] parameters) =>
        database.Source.ListAsync(query, Read, cancellation, parameters);
}

/// <summary>A text that may be an opt-out, and what settled the question; null while it is open.</summary>
public sealed record Review(LedgerEntry Entry, ReviewSettlement? Settlement)
{
    public ReviewState State => Settlement is null ? ReviewState.Open : ReviewState.Settled;

    /// <summary>Gets the text, as far as what settles the review needs it.</summary>
    public ReviewedText Text => new(
        new Instant(Entry.OccurredAt),
        Entry.SenderNumber is { } sender ? SenderNumber.Parse(sender) : null,
        Entry.AccountId is { } account ? AccountId.Parse(account) : null,
        Entry.Keyword,
        PhoneNumber.Parse(Entry.CustomerNumber).OtherSpelling);

    /// <summary>Gets when it is due.</summary>
    public Instant DueAt => ReviewRules.DueAt(new Instant(Entry.OccurredAt));

    /// <summary>Gets where it stands in its queue.</summary>
    public ReviewPlace Place => new(new Instant(Entry.OccurredAt), Entry.Position);
}

/// <summary>How a review was settled.</summary>
/// <param name="Position">The ledger position of the entry that settled it.</param>
/// <param name="Verdict">What a person decided; unspecified where the record's own later opt-out or opt-in settled it.</param>
/// <param name="Actor">Who is named in that entry; empty for a customer's text.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Entry">The kind of that entry.</param>
public sealed record ReviewSettlement(long Position, ReviewVerdict Verdict, string Actor, Instant At, LedgerEntryKind Entry)
{
    /// <summary>Whether a verdict says no more than what settled the review: any opt-out of the record says OPT_OUT.</summary>
    public bool Agrees(ReviewVerdict verdict) => Verdict == ReviewVerdict.Unspecified
        ? verdict == ReviewVerdict.OptOut && Entry is LedgerEntryKind.OptedOut or LedgerEntryKind.Merged
        : verdict == Verdict;
}

/// <summary>A place in a queue of reviews: they are in the order of their texts' times, then of their positions.</summary>
public readonly record struct ReviewPlace(Instant At, long Position);
