using System.Net;
using Consent.Roster.Replicas;
using Consent.Storage.Database;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Consent.Silo.Cluster;

internal static class ConsentCluster
{
    private const string Npgsql = "Npgsql";

    /// <summary>A server on PostgreSQL joins the cluster of its database; on the embedded one it is alone.</summary>
    public static ISiloBuilder UseConsentCluster(this ISiloBuilder silo)
    {
        // Whether the settings can be read is said later, all at once.
        var provider = silo.Configuration[$"{StorageOptions.Section}:{nameof(StorageOptions.Provider)}"];
        return Enum.TryParse<StorageProvider>(provider, ignoreCase: true, out var storage) && storage == StorageProvider.PostgreSQL
            ? silo.UsePostgresCluster()
            : silo.UseSingleServer();
    }

    private static ISiloBuilder UsePostgresCluster(this ISiloBuilder silo)
    {
        silo.UseAdoNetClustering((OptionsBuilder<AdoNetClusteringSiloOptions> options) =>
            options.Configure<ConsentDatabase>((adoNet, database) =>
            {
                adoNet.Invariant = Npgsql;
                adoNet.DataSource = database.Source;
            }));
        silo.Services.AddOptions<ClusterOptions>().Configure<IOptions<ClusterSettings>>((cluster, settings) =>
            (cluster.ClusterId, cluster.ServiceId) = (settings.Value.ClusterId, settings.Value.ServiceId));
        silo.Services.AddOptions<EndpointOptions>().Configure<IOptions<ClusterSettings>>((endpoint, settings) =>
        {
            endpoint.AdvertisedIPAddress = IPAddress.Parse(settings.Value.AdvertisedAddress);
            endpoint.SiloPort = settings.Value.SiloPort;
            endpoint.GatewayPort = settings.Value.GatewayPort;
        });
        silo.Services.Configure<ClusterMembershipOptions>(NoticeDeathSoon);
        silo.AddGrainService<ReplicaPeer>();
        silo.Services.AddSingleton<ReplicaPeerClient>();
        silo.Services.AddSingleton<IReplicaPeers, OrleansReplicaPeers>();
        silo.Services.AddSingleton<IMembership, OrleansMembership>();
        silo.Services.AddSingleton<IFatalErrorHandler, DeathNotice>();
        silo.Services.AddSingleton(provider =>
            new ReplicaAddress(provider.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString()));
        return silo;
    }

    // A killed server is out within 5 s: a first probe within a second, three missed ones, and the votes. The freshness rules do not
    // depend on it; a record whose writer was there does.
    private static void NoticeDeathSoon(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedProbesLimit = 3;

        // A server that falls silent with its connections open, asleep or cut off, counts as alive for three times this: 12 s by default.
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(1);
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);

        // After a whole cluster was killed its rows still say active: they are passed over once they are 9 s old. So are those of servers
        // that could not reach the database for as long, until they have written again: meanwhile one vote is enough to declare another
        // dead, and one that is itself cut off could have it. So they write every second.
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedTableIAmAliveLimit = 9;
    }
}
