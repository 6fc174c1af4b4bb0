using Consent.Core.Records;
using Consent.Grpc.Records;
using Consent.Storage.Reviews;

namespace Consent.Grpc.Status;

/// <summary>Adds to records their open reviews, as they stood at one position of the ledger.</summary>
internal sealed class OpenReviews(ReviewTable reviews)
{
    /// <param name="pair">The records at that position, or newer.</param>
    /// <param name="position">The position.</param>
    /// <param name="isWorthAsking">Whether a record may have one; the others cost nothing.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<PairRecords> AddAsync(
        PairRecords pair, long position, Func<RecordKey, bool> isWorthAsking, CancellationToken cancellation) => new(
        await AddAsync(pair.Number, position, isWorthAsking, cancellation),
        await AddAsync(pair.Account, position, isWorthAsking, cancellation));

    // An opt-out settles all of a record's reviews: one that is newer than the position has settled these.
    private async Task<KeyedRecord?> AddAsync(
        KeyedRecord? keyed, long position, Func<RecordKey, bool> isWorthAsking, CancellationToken cancellation) =>
        keyed is { Record.State: not ConsentState.OptedOut } known && isWorthAsking(known.Key)
            ? known with { OpenReviews = await reviews.OpenAtAsync(known.Key, position, cancellation) }
            : keyed;
}
