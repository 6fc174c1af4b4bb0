using System.Net;

namespace Consent.Torture.Clusters;

/// <summary>
/// Three servers and a PostgreSQL with a network namespace each, small disks, clocks that can be put off, and a proxy before the
/// database which can be slow. For root alone.
/// </summary>
internal sealed class BreakableCluster : IAsyncDisposable
{
    private const string DatabaseAddress = "10.99.0.100";
    private const int ProxyPort = 1;

    private BreakableCluster(LocalCluster cluster, DelayingProxy database) => (Cluster, Database) = (cluster, database);

    public LocalCluster Cluster { get; }

    public DelayingProxy Database { get; }

    public ClusterScript Script => Cluster.Script;

    /// <param name="isGateOut">Whether the servers answer checks without asking themselves whether they may: for the control alone.</param>
    public static async Task<BreakableCluster> StartAsync(bool isGateOut = false)
    {
        var script = new ClusterScript(hasNetwork: true) { IsGateOut = isGateOut };
        script.Variables["CLUSTER_DB"] = $"{DatabaseAddress}:{script.Port + ProxyPort}";

        var cluster = new LocalCluster(script);
        try
        {
            await script.RunAsync("up", "0", "--net", "--disk", "--clocks");
            var proxy = DelayingProxy.Start(
                script.NamespaceOf("db").CreateSocket,
                new IPEndPoint(IPAddress.Parse(DatabaseAddress), script.Port + ProxyPort),
                new IPEndPoint(IPAddress.Loopback, script.Port));
            await cluster.HealthyAsync();
            return new BreakableCluster(cluster, proxy);
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>Undoes whatever has been done, and starts whatever has ended.</summary>
    public async Task HealthyAsync()
    {
        await HealAsync();
        await Cluster.HealthyAsync();
    }

    public async Task HealAsync()
    {
        Database.Delay = TimeSpan.Zero;
        await Script.RunAsync("db", "free");
        foreach (var server in Cluster.Servers)
        {
            await Script.TryRunAsync(["resume", $"{server.Index}"]);
            await Script.RunAsync("heal", $"{server.Index}");
            await Script.RunAsync("clock", $"{server.Index}", "+0");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Cluster.Dispose();
    }
}

/// <summary>Whether this process may do what only root can.</summary>
internal static class Root
{
    /// <summary>Gets why network namespaces and mounts cannot be made here: null where they can.</summary>
    public static string? Reason => Environment.IsPrivilegedProcess ? null : "Only root can make network namespaces and mounts: run as root.";
}
