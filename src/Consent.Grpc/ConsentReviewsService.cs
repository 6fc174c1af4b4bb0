using Consent.Core.Access;
using Consent.Grpc.Access;
using Consent.Grpc.Reviews;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc;

/// <summary>The contract's methods, each with what answers it.</summary>
internal sealed class ConsentReviewsService(ListReviewsHandler lists, ResolveReviewHandler resolutions) : ConsentReviews.ConsentReviewsBase
{
    public static readonly Demands Demands = new Demands(ConsentReviews.Descriptor)
        .Add<ListReviewsRequest>(nameof(ListReviews), Roles.Read, static list => Scope.Of(account: list.AccountId))
        .Add<ResolveReviewRequest>(nameof(ResolveReview), Roles.Operate, static review => Scope.Of(account: review.AccountId));

    public override Task<ListReviewsResponse> ListReviews(ListReviewsRequest request, ServerCallContext context) =>
        lists.ListAsync(request, context);

    public override Task<Review> ResolveReview(ResolveReviewRequest request, ServerCallContext context) =>
        resolutions.ResolveAsync(request, context);
}
