using System.Collections.Concurrent;
using Consent.Roster.Replicas;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Replicas;

internal sealed class FakePeers : IPeers
{
    public ConcurrentQueue<string> Asked { get; } = new();

    public ConcurrentQueue<CatchUpRequest> Requests { get; } = new();

    public Func<Replica, CancellationToken, Task<bool>> Answer { get; set; } = (_, _) => Task.FromResult(true);

    /// <summary>Gets or sets what answers instead, by the whole request.</summary>
    public Func<CatchUpRequest, CancellationToken, Task<CatchUpAnswer>>? AnswerRequest { get; set; }

    /// <summary>Gets or sets what a replica that caught up says that it holds.</summary>
    public Func<CatchUpRequest, long?> Held { get; set; } = _ => null;

    public async Task<CatchUpAnswer> TryCatchUpAsync(Replica replica, CatchUpRequest request, CancellationToken cancellation)
    {
        Asked.Enqueue(replica.Id);
        Requests.Enqueue(request);
        return AnswerRequest is { } answer
            ? await answer(request, cancellation)
            : new CatchUpAnswer(await Answer(replica, cancellation), Held(request));
    }
}
