using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grains.Registry;
using Consent.Grains.Tests.Clusters;
using Consent.Storage.Records;
using Consent.Storage.Registry;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Consent.Grains.Tests.Registry;

/// <summary>The ways to the registry's grains and around them.</summary>
internal static class RegistryClient
{
    public static readonly Instant Now = Instant.From(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public static IAccountGrain GrainOf(this GrainsCluster cluster, Account account) => Grains(cluster).Account(account.Id);

    public static ISenderGrain GrainOf(this GrainsCluster cluster, Sender sender) => Grains(cluster).Sender(sender.Number);

    public static Task<PutOutcome<Account>> PutAsync(this GrainsCluster cluster, Account account, long? expected = null) =>
        cluster.GrainOf(account).PutAsync(new AccountPut(account, expected, Now, "admin-1"));

    public static Task<PutOutcome<Sender>> PutAsync(this GrainsCluster cluster, Sender sender, long? expected = null) =>
        cluster.GrainOf(sender).PutAsync(new SenderPut(sender, expected, Now, "admin-1"));

    /// <summary>Writes behind the grain's back, as a second activation would.</summary>
    public static async Task PutAsAnotherAsync(this GrainsCluster cluster, Account account)
    {
        var storage = cluster.Services.GetRequiredKeyedService<IGrainStorage>("consent-adonet");
        var stored = new GrainState<AccountGrainState>(new AccountGrainState());
        var grain = cluster.GrainOf(account).GetGrainId();
        await storage.ReadStateAsync(AccountGrainState.Name, grain, stored);
        var after = RegistryRules.Put(stored.State!.Account, account, null).Current!;
        stored.State = AccountGrainState.From(after, Now, "");
        await storage.WriteStateAsync(AccountGrainState.Name, grain, stored);
    }

    /// <summary>How many entries the ledger has of it.</summary>
    public static async Task<int> EntriesAsync(this GrainsCluster cluster, StateKey key)
    {
        var entries = 0;
        while (await cluster.Ledger.FindPositionAsync(key, entries + 1, default) is not null)
        {
            entries++;
        }

        return entries;
    }

    private static IGrainFactory Grains(GrainsCluster cluster) => cluster.Services.GetRequiredService<IGrainFactory>();
}
