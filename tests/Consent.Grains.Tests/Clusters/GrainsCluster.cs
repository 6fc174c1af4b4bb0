using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grains.Consents;
using Consent.Storage;
using Consent.Storage.Consents;
using Consent.Storage.Ledger;
using Consent.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Consent.Grains.Tests.Clusters;

/// <summary>One silo on the embedded database, and a hand on its storage.</summary>
public sealed class GrainsCluster : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("consent-grains-");
    private InProcessTestCluster _cluster = null!;
    private int _customers;

    internal StorageProbe Probe => (StorageProbe)Services.GetRequiredKeyedService<IGrainStorage>(ConsentGrainState.Name);

    internal IServiceProvider Services => _cluster.GetSiloServiceProvider();

    internal LedgerProbe Ledger => (LedgerProbe)Services.GetRequiredService<ILedgerReader>();

    internal SqliteDataSource Database => Services.GetRequiredService<SqliteDataSource>();

    public async Task InitializeAsync()
    {
        // The servers call their own grains; there is no other client.
        var builder = new InProcessTestClusterBuilder(1) { Options = { InitializeClientOnDeploy = false } };
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.Configure<StorageOptions>(storage =>
                storage.ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "consent.db")}");
            silo.Services.AddSingleton<ILedgerReader>(provider =>
                new LedgerProbe(new SqliteLedgerReader(provider.GetRequiredService<SqliteDataSource>())));
            silo.Services.AddConsentStorage();
            silo.AddConsentGrains();
            StorageProbe.Intercept(silo.Services);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>A record that no other test has, and its writer, as a server of the cluster calls it.</summary>
    internal ConsentWriter NewRecord()
    {
        Probe.Reset();
        var key = RecordKey.ForNumber(
            SenderNumber.Parse("+15550001111"), PhoneNumber.Parse($"+1555{2_220_000 + Interlocked.Increment(ref _customers)}"));
        return new ConsentWriter(this, key, Services.GetRequiredService<IGrainFactory>().GetGrain<IConsentGrain>(key.ToString()));
    }

    internal Task DeactivateAsync(IConsentGrain grain) => _cluster.DeactivateAsync(grain);

    internal Task DeactivatedAsync(IConsentGrain grain) => _cluster.WaitForDeactivationAsync(grain);
}

[CollectionDefinition(Name)]
public sealed class OneCluster : ICollectionFixture<GrainsCluster>
{
    public const string Name = "One cluster";
}
