using System.Net;
using System.Net.Sockets;
using Consent.Core.Texts;
using Consent.Silo.Cluster;
using Consent.Storage.Database;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Startup;

internal static class StartupChecks
{
    /// <summary>Checks the configuration and Unicode support.</summary>
    /// <exception cref="StartupRefusal">Something is wrong; every failure is listed.</exception>
    public static void CheckConfiguration(this IServiceProvider services)
    {
        var failures = services.GetServices<IOptionsCheck>().SelectMany(check => check.Failures()).Distinct().ToList();
        if (!UnicodeSupport.NormalizationWorks())
        {
            failures.Add(
                "Unicode normalization does not work here, so a full-width STOP would not be recognized: "
                + "install ICU, and leave DOTNET_SYSTEM_GLOBALIZATION_INVARIANT unset.");
        }

        if (failures.Count > 0)
        {
            throw new StartupRefusal(failures);
        }
    }

    /// <summary>Opens the database and brings its schema up to date. The embedded one is locked for this process.</summary>
    /// <exception cref="StartupRefusal">The database cannot be used as it is.</exception>
    public static void CheckDatabase(this IServiceProvider services)
    {
        try
        {
            services.GetRequiredService<ConsentDatabase>();
        }
        catch (StorageRefusedException e)
        {
            throw new StartupRefusal([e.Message]);
        }
    }

    /// <summary>
    /// Makes sure that the cluster's ports are free. Orleans would share a port, and declare the server that has it dead.
    /// </summary>
    /// <exception cref="StartupRefusal">A port is taken.</exception>
    public static void CheckPorts(this IServiceProvider services)
    {
        if (services.GetRequiredService<ConsentDatabase>().Provider != StorageProvider.PostgreSQL)
        {
            return;
        }

        var cluster = services.GetRequiredService<IOptions<ConsentClusterOptions>>().Value;
        var address = IPAddress.Parse(cluster.AdvertisedAddress);
        var failures = new[] { ("Cluster:SiloPort", cluster.SiloPort), ("Cluster:GatewayPort", cluster.GatewayPort) }
            .Where(port => port.Item2 != 0 && !IsFree(new IPEndPoint(address, port.Item2)))
            .Select(port => $"{port.Item1}: {address}:{port.Item2} cannot be listened on. "
                + "Another server may have the port, or the address is not this machine's.")
            .ToList();
        if (failures.Count > 0)
        {
            throw new StartupRefusal(failures);
        }
    }

    private static bool IsFree(IPEndPoint endpoint)
    {
        try
        {
            using var listener = new TcpListener(endpoint);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
