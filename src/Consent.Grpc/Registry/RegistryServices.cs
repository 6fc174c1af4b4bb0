using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Grpc.Registry;

internal static class RegistryServices
{
    public static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.TryAddSingleton<RegistryWrites>();
        services.TryAddSingleton<Accounts>();
        services.TryAddSingleton<Senders>();
        return services;
    }
}
