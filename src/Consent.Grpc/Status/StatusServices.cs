using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Grpc.Status;

internal static class StatusServices
{
    public static IServiceCollection AddStatus(this IServiceCollection services)
    {
        services.TryAddSingleton<OpenReviews>();
        services.TryAddSingleton<PresentStatusReader>();
        services.TryAddSingleton<PastStatusReader>();
        services.TryAddSingleton<GetStatusHandler>();
        return services;
    }
}
