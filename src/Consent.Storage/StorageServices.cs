using Consent.Storage.Access;
using Consent.Storage.Database;
using Consent.Storage.Exports;
using Consent.Storage.Imports;
using Consent.Storage.Ledger;
using Consent.Storage.Postgres;
using Consent.Storage.Records;
using Consent.Storage.Replicas;
using Consent.Storage.Reviews;
using Consent.Storage.Seals;
using Consent.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Consent.Storage;

public static class StorageServices
{
    /// <summary>Adds the configured database, which is opened when first asked for, and what reads and writes it.</summary>
    public static IServiceCollection AddConsentStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddSqlite();
        services.AddPostgres();
        services.TryAddSingleton(provider => provider.Pick<ConsentDatabase>(
            () => new(StorageProvider.Sqlite, provider.GetRequiredService<SqliteDataSource>()),
            () => new(StorageProvider.PostgreSQL, provider.GetRequiredService<PostgresDatabase>().Source)));
        services.TryAddSingleton(provider => provider.Pick<WriteProbe>(
            () => new(provider.GetRequiredService<ConsentDatabase>(), provider.GetRequiredService<SqliteGroupCommit>()),
            () => new(provider.GetRequiredService<ConsentDatabase>())));
        services.AddReplicas();
        services.AddLedger();
        services.AddSeals();
        services.AddImportsAndExports();
        services.AddApiKeys();
        return services;
    }

    private static void AddSqlite(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => SqliteDatabase.Open(
            provider.ConnectionString(), provider.GetService<ILogger<SqliteDatabase>>()));
        services.TryAddSingleton(provider => provider.GetRequiredService<SqliteDatabase>().Source);
        services.TryAddSingleton<SqliteGroupCommit>();
    }

    private static void AddPostgres(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => PostgresDatabase.Open(
            provider.ConnectionString(), provider.GetService<ILogger<PostgresDatabase>>()));
        services.TryAddSingleton<PostgresGroupCommit>();
    }

    private static void AddReplicas(this IServiceCollection services) =>
        services.TryAddSingleton(provider => provider.Pick<IRosterDatabase>(
            () => ActivatorUtilities.CreateInstance<SqliteRosterDatabase>(provider),
            () => new PostgresRosterDatabase(provider.GetRequiredService<PostgresDatabase>().Source)));

    private static void AddLedger(this IServiceCollection services)
    {
        services.TryAddSingleton<ILedgerReader, LedgerReader>();
        services.TryAddSingleton<LedgerArchive>();
        services.TryAddSingleton<LedgerHistory>();
        services.TryAddSingleton<LedgerPast>();
        services.TryAddSingleton<ReviewTable>();
    }

    private static void AddSeals(this IServiceCollection services)
    {
        services.AddOptions<LedgerOptions>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<LedgerOptions>, LedgerOptionsValidator>());
        services.TryAddSingleton(provider => SealSigner.From(provider.GetRequiredService<IOptions<LedgerOptions>>().Value));
        services.TryAddSingleton(provider => provider.Pick<SealTable>(
            () => new(provider.GetRequiredService<ConsentDatabase>(), provider.GetRequiredService<SqliteGroupCommit>()),
            () => new(provider.GetRequiredService<ConsentDatabase>())));
        services.TryAddSingleton<LedgerSealer>();
        services.TryAddSingleton<LedgerVerifier>();
    }

    private static void AddImportsAndExports(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.Pick<IImportDatabase>(
            () => ActivatorUtilities.CreateInstance<SqliteImportDatabase>(provider),
            () => new PostgresImportDatabase(provider.GetRequiredService<PostgresDatabase>().Source)));
        services.TryAddSingleton<RecordExport>();
    }

    private static void AddApiKeys(this IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.Pick<ApiKeyTable>(
            () => new(provider.GetRequiredService<ConsentDatabase>(), provider.GetRequiredService<SqliteGroupCommit>()),
            () => new(provider.GetRequiredService<ConsentDatabase>())));
        services.TryAddSingleton(provider => provider.Pick<ApiKeyUseTable>(
            () => new(provider.GetRequiredService<ConsentDatabase>(), provider.GetRequiredService<SqliteGroupCommit>()),
            () => new(provider.GetRequiredService<ConsentDatabase>())));
    }

    private static string ConnectionString(this IServiceProvider provider) => provider.Options().ConnectionString;

    private static T Pick<T>(this IServiceProvider provider, Func<T> sqlite, Func<T> postgres) =>
        provider.Options().Provider switch
        {
            StorageProvider.PostgreSQL => postgres(),
            _ => sqlite(),
        };

    private static StorageOptions Options(this IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<StorageOptions>>().Value;
}
