using Consent.Core.Records;
using Consent.Grains.Calls;
using Consent.Grains.Persistence;
using Consent.Storage.Database;
using Consent.Storage.Imports;
using Consent.Storage.Json;
using Consent.Storage.Ledger;
using Consent.Storage.Postgres;
using Consent.Storage.Records;
using Consent.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;

namespace Consent.Grains;

public static class ConsentGrainsSiloBuilderExtensions
{
    private const string AdoNetStorage = "consent-adonet";

    /// <summary>Adds the writers, their storage, how their messages are serialized, and what calls them.</summary>
    public static ISiloBuilder AddConsentGrains(this ISiloBuilder builder)
    {
        var serializer = new ConsentStateSerializer();
        builder.AddAdoNetGrainStorage(AdoNetStorage, (OptionsBuilder<AdoNetGrainStorageOptions> options) =>
            options.Configure<ConsentDatabase>((adoNet, database) =>
            {
                adoNet.Invariant = Invariant(database.Provider);
                adoNet.DataSource = database.Source;
                adoNet.GrainStorageSerializer = serializer;
            }));
        builder.Services.TryAddKeyedSingleton<IGrainStorage>(ConsentGrainState.Name, (provider, _) =>
        {
            var adoNet = provider.GetRequiredKeyedService<IGrainStorage>(AdoNetStorage);
            return new ConsentGrainStorage(
                adoNet,
                Writer(provider, adoNet, serializer),
                provider.GetRequiredService<ILedgerReader>(),
                provider.GetRequiredService<WriteHealth>());
        });
        builder.Services.TryAddSingleton<WriteHealth>();

        // The core's values know nothing of Orleans; between servers they travel as the JSON that they are stored as.
        builder.Services.AddSerializer(serializer =>
            serializer.AddJsonSerializer(type => type.Assembly == typeof(ConsentRecord).Assembly, ConsentJson.Default.Options));
        AddCalls(builder.Services);

        // The service's name is part of the key of the states that an import writes.
        builder.Services.TryAddSingleton(provider => new ImportWriter(
            provider.GetRequiredService<IImportDatabase>(), provider.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId));
        return builder;
    }

    private static void AddCalls(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider =>
        {
            var lost = new LostCalls(provider.GetRequiredService<TimeProvider>());
            provider.GetRequiredService<ISiloStatusOracle>().SubscribeToSiloStatusEvents(lost);
            return lost;
        });
        services.TryAddSingleton<GrainCalls>();
        services.TryAddSingleton(provider => new RecordGrains(
            provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<GrainCalls>()));
        services.TryAddSingleton(provider => new RegistryCalls(
            provider.GetRequiredService<IGrainFactory>(), provider.GetRequiredService<GrainCalls>()));
    }

    private static IStateWriter Writer(IServiceProvider provider, IGrainStorage adoNet, ConsentStateSerializer serializer) =>
        provider.GetRequiredService<ConsentDatabase>().Provider switch
        {
            StorageProvider.PostgreSQL => new PostgresStateWriter(
                provider.GetRequiredService<PostgresGroupCommit>(),
                serializer,
                provider.GetRequiredService<IOptions<ClusterOptions>>().Value.ServiceId),
            _ => new SqliteStateWriter(adoNet, provider.GetRequiredService<SqliteGroupCommit>()),
        };

    // Orleans' names for the providers; the first loads Microsoft.Data.Sqlite.
    private static string Invariant(StorageProvider provider) => provider switch
    {
        StorageProvider.Sqlite => "System.Data.SQLite",
        StorageProvider.PostgreSQL => "Npgsql",
        _ => throw new ArgumentOutOfRangeException(nameof(provider)),
    };
}
