using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Limits;

internal static class LimitsServices
{
    public static IServiceCollection AddLimits(this IServiceCollection services)
    {
        services.AddOptions<LimitOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LimitOptions>, LimitOptionsValidator>());
        services.TryAddSingleton<StreamEnds>();
        services.TryAddSingleton<Allowances>();
        services.TryAddSingleton<CheckAllowance>();
        services.TryAddSingleton(provider =>
            new OverloadState(provider.GetRequiredService<IOptions<LimitOptions>>().Value.ThreadWait));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ThreadWaitProbe>());
        return services;
    }
}
