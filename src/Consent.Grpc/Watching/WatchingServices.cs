using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Grpc.Watching;

internal static class WatchingServices
{
    public static IServiceCollection AddWatching(this IServiceCollection services)
    {
        services.TryAddSingleton<FeedLimits>();
        services.TryAddSingleton<LedgerFeed>();
        services.TryAddSingleton<WatchLedgerHandler>();
        return services;
    }
}
