using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Grpc.Exports;

internal static class ExportsServices
{
    public static IServiceCollection AddExports(this IServiceCollection services)
    {
        services.TryAddSingleton<ExportConsentsHandler>();
        return services;
    }
}
