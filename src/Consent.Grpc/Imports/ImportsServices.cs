using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Grpc.Imports;

internal static class ImportsServices
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new ImportPace(
            provider.GetRequiredService<TimeProvider>(), () => ThreadPool.CompletedWorkItemCount));
        services.TryAddSingleton<ImportOptOutsHandler>();
        return services;
    }
}
