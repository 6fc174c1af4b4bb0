namespace Consent.Storage.Ledger;

/// <summary>A place in a ledger: an entry, or the beginning.</summary>
/// <param name="Position">The entry's position; 0 for the beginning.</param>
/// <param name="Mark">
/// The entry's mark, which tells it from the entry that a restored ledger has in its place; null for the beginning, or if unknown.
/// </param>
public readonly record struct LedgerPoint(long Position, long? Mark)
{
    /// <summary>Whether the entry that is now at this position may be the one meant.</summary>
    public bool MayBe(long? mark) => Mark is null || Mark == mark;
}
