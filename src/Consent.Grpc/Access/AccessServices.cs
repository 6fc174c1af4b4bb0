using Consent.Grpc.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Consent.Grpc.Access;

internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>();
        services.TryAddSingleton<ApiKeyReader>();
        services.TryAddSingleton<CallerReader>();
        services.TryAddSingleton<IMessageGuard, ScopeGuard>();
        services.TryAddSingleton<OpenStreams>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, OpenStreamSweep>());
        services.TryAddSingleton<ApiKeyUses>();
        services.TryAddSingleton<ApiKeyHandler>();
        services.TryAddSingleton<LocalApiKeys>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ApiKeyUseWriting>());
        return services;
    }
}
