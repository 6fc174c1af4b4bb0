using System.Collections.Concurrent;
using Consent.Roster.Replicas;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Replicas;

internal sealed class FakePeers : IPeers
{
    public ConcurrentQueue<string> Asked { get; } = new();

    public Func<Replica, CancellationToken, Task<bool>> Answer { get; set; } = (_, _) => Task.FromResult(true);

    public Task<bool> TryCatchUpAsync(Replica replica, CancellationToken cancellation)
    {
        Asked.Enqueue(replica.Id);
        return Answer(replica, cancellation);
    }
}
