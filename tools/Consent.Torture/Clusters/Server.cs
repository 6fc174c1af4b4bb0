using Grpc.Health.V1;
using Grpc.Net.Client;

namespace Consent.Torture.Clusters;

/// <summary>One server of the cluster, as its callers see it: an address that stays while the process behind it comes and goes.</summary>
internal sealed class Server : IDisposable
{
    private static readonly TimeSpan Backoff = TimeSpan.FromMilliseconds(100);

    private readonly GrpcChannel _channel;
    private readonly GrpcChannel _probes;
    private readonly Health.HealthClient _health;
    private readonly string _log;

    public Server(ClusterScript script, int index)
        : this(index, new Uri($"http://127.0.0.1:{script.Port + 10 * index}"), Path.Combine(script.Folder, $"server{index}.log"), script.HandlerFor)
    {
    }

    public Server(int index, Uri address, string log, Func<int, SocketsHttpHandler?> handlerFor)
    {
        (Index, _log) = (index, log);
        _channel = Connect(address, handlerFor(index));
        _probes = Connect(address, handlerFor(index));
        Authority = new ConsentAuthority.ConsentAuthorityClient(_channel);
        Registry = new ConsentRegistry.ConsentRegistryClient(_channel);
        Ledger = new ConsentLedger.ConsentLedgerClient(_channel);
        Reviews = new ConsentReviews.ConsentReviewsClient(_channel);
        _health = new Health.HealthClient(_probes);
    }

    public int Index { get; }

    public ConsentAuthority.ConsentAuthorityClient Authority { get; }

    public ConsentRegistry.ConsentRegistryClient Registry { get; }

    public ConsentLedger.ConsentLedgerClient Ledger { get; }

    public ConsentReviews.ConsentReviewsClient Reviews { get; }

    /// <summary>Whether it says that calls may be sent to it.</summary>
    public async Task<bool> IsServingAsync()
    {
        try
        {
            var answer = await _health.CheckAsync(new HealthCheckRequest(), deadline: Deadlines.In(Wire.Deadline));
            return answer.Status == HealthCheckResponse.Types.ServingStatus.Serving;
        }
        catch (RpcException)
        {
            return false;
        }
    }

    /// <summary>How often its log tells of an event, since the cluster came up.</summary>
    public int Logged(int eventId) =>
        File.Exists(_log) ? File.ReadLines(_log).Count(line => line.Contains($"[{eventId}]", StringComparison.Ordinal)) : 0;

    public override string ToString() => $"server {Index}";

    public void Dispose()
    {
        _channel.Dispose();
        _probes.Dispose();
    }

    // Soon again: servers come back.
    private static GrpcChannel Connect(Uri address, SocketsHttpHandler? handler) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        HttpHandler = handler,
        DisposeHttpClient = true,
        InitialReconnectBackoff = Backoff,
        MaxReconnectBackoff = Backoff,
    });
}
