using Consent.Roster.Replicas;
using Consent.Storage.Replicas;
using Polly;
using Polly.Hedging;

namespace Consent.Silo.Cluster;

/// <summary>Asks the other servers through Orleans. A request may be lost, so it is sent again while the first is waited for.</summary>
/// <remarks>
/// The earlier one is not given up: a replica whose database is slow may answer none within a second, and must not be
/// retired for that.
/// </remarks>
internal sealed class OrleansReplicaPeers : IReplicaPeers
{
    private const int MaxMore = 7;

    private static readonly TimeSpan SentAgainAfter = TimeSpan.FromSeconds(1);

    private readonly ReplicaPeerClient _peers;
    private readonly ResiliencePipeline<bool> _requests;

    public OrleansReplicaPeers(ReplicaPeerClient peers, TimeProvider time)
    {
        _peers = peers;

        // Whatever comes back first counts, a refusal too: the acknowledgement asks again.
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
