using System.Net;
using System.Net.Sockets;
using Consent.Roster.Replicas;
using Consent.Storage.Database;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Consent.Silo.Cluster;

internal static class ClusterServices
{
    private const string Npgsql = "Npgsql";

    /// <summary>On PostgreSQL the server joins the cluster of its database; on the embedded database it is alone.</summary>
    public static ISiloBuilder AddConsentCluster(this ISiloBuilder silo)
    {
        // Values that cannot be read are reported later, all at once.
        var text = silo.Configuration[$"{StorageOptions.Section}:{nameof(StorageOptions.Provider)}"];
        return Enum.TryParse<StorageProvider>(text, ignoreCase: true, out var provider) && provider == StorageProvider.PostgreSQL
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
        silo.Services.AddOptions<ClusterOptions>().Configure<IOptions<ConsentClusterOptions>>((cluster, settings) =>
            (cluster.ClusterId, cluster.ServiceId) = (settings.Value.ClusterId, settings.Value.ServiceId));
        silo.Services.AddOptions<EndpointOptions>().Configure<IOptions<ConsentClusterOptions>>((endpoint, settings) =>
        {
            endpoint.AdvertisedIPAddress = IPAddress.Parse(settings.Value.AdvertisedAddress);
            endpoint.SiloPort = settings.Value.SiloPort;
            endpoint.GatewayPort = settings.Value.GatewayPort;
        });
        silo.Services.Configure<ClusterMembershipOptions>(DetectDeathSoon);
        if (silo.Configuration.GetSection(ClusterIdentity.Section).Exists())
        {
            silo.Services.AddClusterTls();
        }

        silo.AddGrainService<ReplicaPeer>();
        silo.Services.AddSingleton<ReplicaPeerClient>();
        silo.Services.AddSingleton<IPeers>(provider => new OrleansPeers(
            provider.GetRequiredService<ReplicaPeerClient>().At,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<OrleansPeers>>()));
        silo.Services.AddSingleton<IMembership, OrleansMembership>();
        silo.Services.AddSingleton<IFatalErrorHandler, FatalErrorExit>();
        silo.Services.AddSingleton(provider =>
            new ReplicaAddress(provider.GetRequiredService<ILocalSiloDetails>().SiloAddress.ToParsableString()));
        return silo;
    }

    // A server that the others refuse, or that cannot reach them, gives up after a minute, and says so; the default is five.
    private static readonly TimeSpan JoinAtMost = TimeSpan.FromMinutes(1);

    // A killed server is declared dead within 5 s: a first probe within a second, three missed ones, and the votes. The freshness
    // rules do not depend on it, but writes to the records that it had wait for it.
    private static void DetectDeathSoon(ClusterMembershipOptions membership)
    {
        membership.MaxJoinAttemptTime = JoinAtMost;
        membership.ProbeTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedProbesLimit = 3;

        // A server that stops answering with its connections open, paused or cut off, counts as alive for three times this: 12 s
        // by default.
        membership.MaxProbeTimeout = TimeSpan.FromSeconds(1);
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);

        // After a whole cluster was killed its rows still say active: they are ignored once they are 9 s old. So are the rows of
        // servers that could not reach the database for as long, until they have written again. Meanwhile one vote is enough to
        // declare another server dead, and a server that is itself cut off could cast it. So every server writes each second.
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(1);
        membership.NumMissedTableIAmAliveLimit = 9;
    }

    // A cluster of one: nobody joins, so any free port on loopback will do, and no gateway.
    private static ISiloBuilder UseSingleServer(this ISiloBuilder silo) =>
        silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0, serviceId: "consent", clusterId: "consent");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
