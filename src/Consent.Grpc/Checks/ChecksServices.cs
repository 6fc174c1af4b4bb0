using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Grpc.Checks;

internal static class ChecksServices
{
    public static IServiceCollection AddChecks(this IServiceCollection services)
    {
        services.TryAddSingleton<PendingReplies>();
        services.TryAddSingleton<SendChecks>();
        services.TryAddSingleton<BatchChecks>();
        services.TryAddSingleton<StreamChecks>();
        services.TryAddSingleton<SenderSelection>();
        return services;
    }
}
