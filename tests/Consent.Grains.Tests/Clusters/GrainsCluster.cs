using System.Data.Common;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grains.Records;
using Consent.Storage;
using Consent.Storage.Database;
using Consent.Storage.Ledger;
using Consent.Storage.Records;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Consent.Grains.Tests.Clusters;

/// <summary>One silo on a database, and a hand on its storage.</summary>
public abstract class GrainsCluster : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;
    private int _customers;
    private int _accounts;

    internal StorageProbe Probe => (StorageProbe)Services.GetRequiredKeyedService<IGrainStorage>(ConsentGrainState.Name);

    internal IServiceProvider Services => _cluster.GetSiloServiceProvider();

    internal LedgerProbe Ledger => (LedgerProbe)Services.GetRequiredService<ILedgerReader>();

    internal DbDataSource Database => Services.GetRequiredService<ConsentDatabase>().Source;

    public async Task InitializeAsync()
    {
        // The servers call their own grains; there is no other client.
        var builder = new InProcessTestClusterBuilder(1) { Options = { InitializeClientOnDeploy = false } };
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.Configure<StorageOptions>(Configure);
            silo.Services.AddUnhurriedWriters();
            silo.Services.AddConsentStorage();
            LedgerProbe.Intercept(silo.Services);
            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeLimit.Generous);
            silo.AddConsentGrains();
            StorageProbe.Intercept(silo.Services);
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public virtual async Task DisposeAsync() => await _cluster.DisposeAsync();

    /// <summary>A record that no other test has, and its writer, as a server of the cluster calls it.</summary>
    internal ConsentWriter NewRecord()
    {
        Probe.Reset();
        var key = RecordKey.ForNumber(
            SenderNumber.Parse("+15550001111"), PhoneNumber.Parse($"+1555{2_220_000 + Interlocked.Increment(ref _customers)}"));
        return new ConsentWriter(this, key, Services.GetRequiredService<IGrainFactory>().GetGrain<IConsentGrain>(key.ToString()));
    }

    /// <summary>An account that no other test has.</summary>
    internal Account NewAccount()
    {
        Probe.Reset();
        return new Account { Id = AccountId.Parse($"account-{Interlocked.Increment(ref _accounts)}"), DisplayName = "Acme" };
    }

    /// <summary>A sender that no other test has, of an account of its own.</summary>
    internal Sender NewSender()
    {
        var account = NewAccount().Id;
        return new Sender { Number = SenderNumber.Parse($"SENDER {_accounts}"), Account = account, Kind = SenderKind.Engage };
    }

    /// <summary>Makes the database refuse one record's entries, or take them again.</summary>
    internal abstract Task RefuseEntriesAsync(RecordKey key, bool refuse);

    internal Task DeactivateAsync(IAddressable grain) => _cluster.DeactivateAsync(grain);

    internal Task DeactivatedAsync(IAddressable grain) => _cluster.WaitForDeactivationAsync(grain);

    protected async Task ExecuteAsync(string statement)
    {
        await using var command = Database.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    protected abstract void Configure(StorageOptions storage);
}
