using System.Net;
using System.Net.Sockets;

namespace Consent.Silo.Cluster;

internal static class SingleServer
{
    /// <summary>A cluster of one, on the embedded database: nobody joins, so any free port on loopback will do, and no gateway.</summary>
    public static ISiloBuilder UseSingleServer(this ISiloBuilder silo) =>
        silo.UseLocalhostClustering(siloPort: FreePort(), gatewayPort: 0, serviceId: "consent", clusterId: "consent");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
