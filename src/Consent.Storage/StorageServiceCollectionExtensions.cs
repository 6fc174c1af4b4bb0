using Consent.Storage.Ledger;
using Consent.Storage.Replicas;
using Consent.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Consent.Storage;

public static class StorageServiceCollectionExtensions
{
    /// <summary>Adds the database; it is opened when first asked for.</summary>
    public static IServiceCollection AddConsentStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.TryAddSingleton(provider =>
            SqliteDatabase.Open(provider.GetRequiredService<IOptions<StorageOptions>>().Value.ConnectionString));
        services.TryAddSingleton(provider => provider.GetRequiredService<SqliteDatabase>().Source);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<SqliteGroupCommit>();
        services.TryAddSingleton<IRosterDatabase, SqliteRosterDatabase>();
        services.TryAddSingleton<ILedgerReader, SqliteLedgerReader>();
        return services;
    }
}
