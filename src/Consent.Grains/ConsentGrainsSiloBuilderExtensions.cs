using Consent.Core.Records;
using Consent.Grains.Persistence;
using Consent.Storage.Consents;
using Consent.Storage.Ledger;
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
    // Orleans' name for the provider, which loads Microsoft.Data.Sqlite.
    private const string SqliteInvariant = "System.Data.SQLite";
    private const string AdoNetStorage = "consent-adonet";

    /// <summary>Adds the writers, their storage and how their messages are serialized.</summary>
    public static ISiloBuilder AddConsentGrains(this ISiloBuilder builder)
    {
        builder.AddAdoNetGrainStorage(AdoNetStorage, (OptionsBuilder<AdoNetGrainStorageOptions> options) =>
            options.Configure<SqliteDataSource>((adoNet, source) =>
            {
                adoNet.Invariant = SqliteInvariant;
                adoNet.DataSource = source;
                adoNet.GrainStorageSerializer = new ConsentStateSerializer();
            }));
        builder.Services.TryAddKeyedSingleton<IGrainStorage>(ConsentGrainState.Name, (provider, _) => new ConsentGrainStorage(
            provider.GetRequiredKeyedService<IGrainStorage>(AdoNetStorage),
            provider.GetRequiredService<SqliteGroupCommit>(),
            provider.GetRequiredService<ILedgerReader>()));

        // The core's values know nothing of Orleans; between servers they travel as the JSON that they are stored as.
        builder.Services.AddSerializer(serializer =>
            serializer.AddJsonSerializer(type => type.Assembly == typeof(ConsentRecord).Assembly, ConsentJson.Default.Options));
        return builder;
    }
}
