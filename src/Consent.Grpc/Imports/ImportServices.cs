using Consent.Storage.Imports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Consent.Grpc.Imports;

internal static class ImportServices
{
    public static void AddOptOutImports(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => new ImportWriter(
            provider.GetRequiredService<IImportDatabase>(),
            provider.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId));
        services.TryAddSingleton(provider => new ImportPace(
            provider.GetRequiredService<TimeProvider>(), () => ThreadPool.CompletedWorkItemCount));
        services.TryAddSingleton<OptOutImports>();
    }
}
