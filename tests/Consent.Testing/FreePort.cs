using System.Net;
using System.Net.Sockets;

namespace Consent.Testing;

/// <summary>Ports of the loopback that nobody listens on.</summary>
public static class FreePort
{
    // Below the ports that the system gives out, so that no other listener or connection takes it before its server does.
    public static int Find()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(11_000, 20_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }
}
