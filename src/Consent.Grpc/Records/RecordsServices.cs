using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Grpc.Records;

internal static class RecordsServices
{
    public static IServiceCollection AddRecords(this IServiceCollection services)
    {
        services.TryAddSingleton<RecordWriter>();
        services.TryAddSingleton<RecordReader>();
        services.TryAddSingleton<RecordOptOutHandler>();
        services.TryAddSingleton<ReactivateHandler>();
        return services;
    }
}
