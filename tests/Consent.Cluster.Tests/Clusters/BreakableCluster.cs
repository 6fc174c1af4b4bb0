using System.Net;

namespace Consent.Cluster.Tests.Clusters;

/// <summary>
/// Three servers and a PostgreSQL with a network namespace each, small disks, clocks that can be put off, and a proxy before the
/// database which can be slow. Empty where nobody is root: its tests are skipped.
/// </summary>
public sealed class BreakableCluster : IAsyncLifetime, IDisposable
{
    private const string DatabaseAddress = "10.99.0.100";
    private const int ProxyPort = 1;

    private LocalCluster? _cluster;
    private DelayingProxy? _proxy;

    /// <summary>Gets the cluster, of which anything may be broken.</summary>
    public LocalCluster Cluster => _cluster ?? throw new InvalidOperationException("There is none.");

    /// <summary>Gets what stands between the servers and the database.</summary>
    internal DelayingProxy Database => _proxy ?? throw new InvalidOperationException("There is none.");

    public async Task InitializeAsync()
    {
        if (Root.Reason is not null)
        {
            return;
        }

        var script = new ClusterScript(hasNetwork: true);
        script.Variables["CLUSTER_DB"] = $"{DatabaseAddress}:{script.Port + ProxyPort}";
        _cluster = new LocalCluster(script);
        await script.RunAsync("up", "0", "--net", "--disk", "--clocks");
        _proxy = DelayingProxy.Start(
            script.NamespaceOf("db").CreateSocket,
            new IPEndPoint(IPAddress.Parse(DatabaseAddress), script.Port + ProxyPort),
            new IPEndPoint(IPAddress.Loopback, script.Port));
        await _cluster.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }
    }

    public void Dispose() => _cluster?.Dispose();

    /// <summary>Undoes whatever a test has done, and starts whatever it has ended.</summary>
    internal async Task HealthyAsync()
    {
        if (Root.Reason is not null)
        {
            return;
        }

        Database.Delay = TimeSpan.Zero;
        await Cluster.Script.RunAsync("db", "free");
        foreach (var server in Cluster.Servers)
        {
            await Cluster.Script.TryRunAsync(["resume", $"{server.Index}"]);
            await Cluster.Script.RunAsync("heal", $"{server.Index}");
            await Cluster.Script.RunAsync("clock", $"{server.Index}", "+0");
        }

        await Cluster.HealthyAsync();
    }
}
