using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Grpc.Registry;

internal static class RegistryServices
{
    public static IServiceCollection AddRegistry(this IServiceCollection services)
    {
        services.TryAddSingleton<RegistryWriter>();
        services.TryAddSingleton<AccountHandler>();
        services.TryAddSingleton<SenderHandler>();
        return services;
    }
}
