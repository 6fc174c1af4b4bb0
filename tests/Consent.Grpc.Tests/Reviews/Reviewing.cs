using Consent.Grpc.Tests.Hosting;
using Consent.V1;

namespace Consent.Grpc.Tests.Reviews;

/// <summary>What a customer texts that may be an opt-out, and what a person decides about it.</summary>
internal static class Reviewing
{
    public const string Doubt = "not interested";

    /// <summary>A text that may be an opt-out; returns its position.</summary>
    public static async Task<long> DoubtAsync(this Pair pair, DateTimeOffset? receivedAt = null)
    {
        var answer = receivedAt is { } at ? await pair.TextAsync(Doubt, at) : await pair.TextAsync(Doubt);
        Assert.Equal(InboundKind.PossibleOptOut, answer.Kind);
        return answer.LedgerPosition;
    }

    public static ResolveReviewRequest Resolution(long position, ReviewVerdict verdict, string account = "", string actor = "anna") => new()
    {
        Position = position,
        AccountId = account,
        Verdict = verdict,
        Actor = actor,
        IdempotencyKey = Pair.NewId(),
    };

    public static Task<Review> ResolveAsync(this ConsentReviews.ConsentReviewsClient reviews, ResolveReviewRequest request) =>
        reviews.ResolveReviewAsync(request).ResponseAsync;

    /// <summary>A whole queue, read in pages.</summary>
    public static async Task<List<Review>> QueueAsync(
        this ConsentReviews.ConsentReviewsClient reviews, string account, ReviewState state = ReviewState.Open, int size = 0)
    {
        var queue = new List<Review>();
        var request = new ListReviewsRequest { AccountId = account, State = state, PageSize = size };
        do
        {
            var page = await reviews.ListReviewsAsync(request);
            Assert.True(size == 0 || page.Reviews.Count <= size);
            queue.AddRange(page.Reviews);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return queue;
    }
}
