using Consent.Grpc.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Grpc.Access;

internal static class AccessServices
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddOptions<AccessOptions>();
        services.TryAddSingleton<ApiKeyReader>();
        services.TryAddSingleton<CallerReader>();
        services.TryAddSingleton<IMessageGuard, ScopeGuard>();
        return services;
    }
}
