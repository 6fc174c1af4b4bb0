using Consent.Cluster.Tests.Clusters;

namespace Consent.Cluster.Tests.Lifecycle;

/// <summary>Chooses as a gateway's load balancer does: in turn, among the servers whose health says that they serve.</summary>
internal sealed class ReadyServers : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly IReadOnlyList<Server> _servers;
    private readonly PeriodicTimer _timer = new(Interval);
    private readonly Task _watching;
    private volatile Server[] _ready;
    private int _turn;

    public ReadyServers(IReadOnlyList<Server> servers)
    {
        _servers = servers;
        _ready = [.. servers];
        _watching = WatchAsync();
    }

    public Server Next() => _ready is var ready ? ready[(uint)Interlocked.Increment(ref _turn) % ready.Length] : null!;

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
            _ready = [.. _servers.Where((_, index) => serving[index])];
        }
    }
}
