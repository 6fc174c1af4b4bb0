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

    private readonly ReplicaPeerClient _peers;
    private readonly ResiliencePipeline<bool> _requests;

    public OrleansPeers(ReplicaPeerClient peers, TimeProvider time)
    {
        _peers = peers;

        // The first reply counts, even a refusal: the acknowledgement asks again.
        _requests = new ResiliencePipelineBuilder<bool> { TimeProvider = time }
            .AddHedging(new HedgingStrategyOptions<bool>
            {
                Delay = SentAgainAfter,
                MaxHedgedAttempts = MaxMore,
                ShouldHandle = _ => ValueTask.FromResult(false),
            })
            .Build();
    }

    public async Task<bool> TryCatchUpAsync(Replica replica, CancellationToken cancellation)
    {
        var peer = _peers.At(SiloAddress.FromParsableString(replica.Address));
        return await _requests.ExecuteAsync(
            static async (request, token) => await request.Peer.TryCatchUpAsync(request.ReplicaId).WaitAsync(token),
            (Peer: peer, ReplicaId: replica.Id),
            cancellation);
    }
}
