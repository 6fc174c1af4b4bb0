namespace Consent.Grpc.Watching;

/// <summary>How far a reader of the ledger has come.</summary>
/// <param name="Position">The last position read; 0 before the first.</param>
/// <param name="Mark">The mark of the entry there; null where nobody has seen it yet.</param>
internal readonly record struct LedgerCursor(long Position, long? Mark)
{
    /// <summary>Whether what is now at that position may be what was read.</summary>
    public bool MayBe(long? mark) => Mark is null || Mark == mark;
}
