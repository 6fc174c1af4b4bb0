using Consent.Torture.Clusters;

namespace Consent.Cluster.Tests.Lifecycle;

/// <summary>Knows what a gateway's load balancer does: which servers' health says that they serve.</summary>
internal sealed class ReadyServers : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly IReadOnlyList<Server> _servers;
    private readonly PeriodicTimer _timer = new(Interval);
    private readonly Task _watching;
    private volatile HashSet<int> _ready;

    public ReadyServers(IReadOnlyList<Server> servers)
    {
        _servers = servers;
        _ready = [.. servers.Select(server => server.Index)];
        _watching = WatchAsync();
    }

    public bool IsReady(int server) => _ready.Contains(server);

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _watching;
    }

    private async Task WatchAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            var serving = await Task.WhenAll(_servers.Select(server => server.IsServingAsync()));
            _ready = [.. _servers.Where((_, index) => serving[index]).Select(server => server.Index)];
        }
    }
}
