using Consent.Storage.Replicas;

namespace Consent.Roster.Freshness;

/// <summary>Writers share requests: whoever asks a replica while a request to it is under way waits for the next one.</summary>
internal sealed class SharedRequests(IReplicaPeers peers, TimeProvider time) : IReplicaPeers
{
    // Nobody waits longer for any replica: 1.25 times the largest MaxStaleness.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(7.5);

    private readonly Lock _lock = new();

    // By replica, where a request is under way; the value is the next one, if anybody waits for it.
    private readonly Dictionary<string, TaskCompletionSource<bool>?> _next = [];

    /// <inheritdoc/>
    public Task<bool> TryCatchUpAsync(Replica replica, CancellationToken cancellation)
    {
        var request = NewRequest();
        lock (_lock)
        {
            if (!_next.TryAdd(replica.Id, null))
            {
                request = _next[replica.Id] ??= request;
                return request.Task.WaitAsync(cancellation);
            }
        }

        _ = SendAsync(replica, request);
        return request.Task.WaitAsync(cancellation);
    }

    private async Task SendAsync(Replica replica, TaskCompletionSource<bool>? request)
    {
        while (request is not null)
        {
            using var limit = new CancellationTokenSource(LongestWait, time);
            try
            {
                request.TrySetResult(await peers.TryCatchUpAsync(replica, limit.Token).WaitAsync(limit.Token));
            }
            catch (Exception e)
            {
                request.TrySetException(e);
            }

            request = TakeNext(replica.Id);
        }
    }

    // From here on nobody joins it, and only then is it sent.
    private TaskCompletionSource<bool>? TakeNext(string replicaId)
    {
        lock (_lock)
        {
            var next = _next[replicaId];
            if (next is null)
            {
                _next.Remove(replicaId);
            }
            else
            {
                _next[replicaId] = null;
            }

            return next;
        }
    }

    private static TaskCompletionSource<bool> NewRequest() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
