using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Consent.Grpc.Ledger;

internal static class LedgerServices
{
    public static IServiceCollection AddLedger(this IServiceCollection services)
    {
        services.TryAddSingleton<GetHistoryHandler>();
        services.TryAddSingleton<ListSealsHandler>();
        services.TryAddSingleton<VerifyLedgerHandler>();
        return services;
    }
}
