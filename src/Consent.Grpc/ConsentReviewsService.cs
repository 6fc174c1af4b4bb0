using Consent.Grpc.Reviews;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc;

/// <summary>The contract's methods, each with what answers it.</summary>
internal sealed class ConsentReviewsService(ListReviewsHandler lists, ResolveReviewHandler resolutions) : ConsentReviews.ConsentReviewsBase
{
    public override Task<ListReviewsResponse> ListReviews(ListReviewsRequest request, ServerCallContext context) =>
        lists.ListAsync(request, context);

    public override Task<Review> ResolveReview(ResolveReviewRequest request, ServerCallContext context) =>
        resolutions.ResolveAsync(request, context);
}
