using System.Collections.Concurrent;
using Consent.Roster.Replicas;
using Consent.Storage.Replicas;
using Polly;
using Polly.Hedging;

namespace Consent.Silo.Cluster;

/// <summary>
/// Asks the other servers through Orleans. A request may be lost, so it is sent again every second while the first is awaited.
/// </summary>
/// <remarks>
/// The first request stays in flight: a replica whose database is slow may need more than a second for each, and must not be
/// retired for that.
/// </remarks>
internal sealed class OrleansPeers : IPeers
{
    private const int MaxMore = 7;

    private static readonly TimeSpan SentAgainAfter = TimeSpan.FromSeconds(1);

    // Servers of the build before, while a cluster is upgraded: they know only the call without entries.
    private readonly ConcurrentDictionary<string, bool> _former = new(StringComparer.Ordinal);

    private readonly Func<SiloAddress, IReplicaPeer> _peerAt;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline<CatchUpAnswer> _requests;

    public OrleansPeers(Func<SiloAddress, IReplicaPeer> peerAt, TimeProvider time, ILogger<OrleansPeers> logger)
    {
        (_peerAt, _logger) = (peerAt, logger);

        // The first reply counts, even a refusal: the acknowledgement asks again.
        _requests = new ResiliencePipelineBuilder<CatchUpAnswer> { TimeProvider = time }
            .AddHedging(new HedgingStrategyOptions<CatchUpAnswer>
            {
                Delay = SentAgainAfter,
                MaxHedgedAttempts = MaxMore,
                ShouldHandle = _ => ValueTask.FromResult(false),
            })
            .Build();
    }

    public async Task<CatchUpAnswer> TryCatchUpAsync(Replica replica, CatchUpRequest request, CancellationToken cancellation) =>
        await _requests.ExecuteAsync(
            static async (asked, token) => await asked.Peers.AskAsync(asked.Replica, asked.Call, token),
            (Peers: this, Replica: replica, Call: CatchUpCall.Of(request)),
            cancellation);

    private async Task<CatchUpAnswer> AskAsync(Replica replica, CatchUpCall call, CancellationToken cancellation)
    {
        var peer = _peerAt(SiloAddress.FromParsableString(replica.Address));
        if (!_former.ContainsKey(replica.Address))
        {
            try
            {
                var reply = await peer.CatchUpAsync(call).WaitAsync(cancellation);
                return new CatchUpAnswer(reply.HasCaughtUp, reply.Held);
            }
            catch (TypeLoadException)
            {
                // So Orleans answers at once where the asked server knows no such call. An address stands for one process, which stays of its build.
                _former.TryAdd(replica.Address, true);
                Log.PeerOfFormerBuild(_logger, replica.Address);
            }
        }

        return new CatchUpAnswer(await peer.TryCatchUpAsync(replica.Id).WaitAsync(cancellation));
    }
}
