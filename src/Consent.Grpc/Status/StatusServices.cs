using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Grpc.Status;

internal static class StatusServices
{
    public static IServiceCollection AddStatus(this IServiceCollection services)
    {
        services.TryAddSingleton<PresentStatuses>();
        services.TryAddSingleton<PastStatuses>();
        services.TryAddSingleton<StatusQueries>();
        return services;
    }
}
