using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Grpc.Checks;

internal static class ChecksServices
{
    public static IServiceCollection AddChecks(this IServiceCollection services)
    {
        services.TryAddSingleton<PendingReplyUse>();
        services.AddOptions<CheckOptions>();
        services.TryAddSingleton<CheckSendHandler>();
        services.TryAddSingleton<DirectChecks>();
        services.TryAddSingleton<DirectItems>();
        services.TryAddSingleton<BatchCheckSendHandler>();
        services.TryAddSingleton<StreamCheckSendHandler>();
        services.TryAddSingleton<SelectSenderHandler>();
        return services;
    }
}
