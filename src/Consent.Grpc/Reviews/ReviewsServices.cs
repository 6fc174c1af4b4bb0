using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Grpc.Reviews;

internal static class ReviewsServices
{
    public static IServiceCollection AddReviews(this IServiceCollection services)
    {
        services.TryAddSingleton<ListReviewsHandler>();
        services.TryAddSingleton<ResolveReviewHandler>();
        return services;
    }
}
