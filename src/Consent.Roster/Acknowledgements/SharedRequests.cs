using Consent.Roster.Replicas;
using Consent.Storage.Replicas;

namespace Consent.Roster.Acknowledgements;

/// <summary>Writers share requests: whoever asks a replica while a request to it is under way waits for the next one.</summary>
internal sealed class SharedRequests(IReplicaPeers peers, TimeProvider time) : IReplicaPeers
{
    // Nobody waits longer for any replica: 1.25 times the largest MaxStaleness.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(7.5);

    private readonly Lock _lock = new();

    // By replica, where a request is under way: those who wait for the next one.
    private readonly Dictionary<string, List<TaskCompletionSource<bool>>> _waiting = [];

    /// <inheritdoc/>
    public async Task<bool> TryCatchUpAsync(Replica replica, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var givenUp = cancellation.UnsafeRegister(
            static (answer, token) => ((TaskCompletionSource<bool>)answer!).TrySetCanceled(token), answer);
        if (!Joins(replica.Id, answer))
        {
            _ = SendAsync(replica, [answer]);
        }

        return await answer.Task;
    }

    private bool Joins(string replicaId, TaskCompletionSource<bool> answer)
    {
        lock (_lock)
        {
            if (_waiting.TryAdd(replicaId, []))
            {
                return false;
            }

            _waiting[replicaId].Add(answer);
            return true;
        }
    }

    private async Task SendAsync(Replica replica, List<TaskCompletionSource<bool>> asking)
    {
        while (asking.Count > 0)
        {
            using var limit = new CancellationTokenSource(LongestWait, time);
            try
            {
                var answer = await peers.TryCatchUpAsync(replica, limit.Token).WaitAsync(limit.Token);
                asking.ForEach(asked => asked.TrySetResult(answer));
            }
            catch (Exception e)
            {
                asking.ForEach(asked => asked.TrySetException(e));
            }

            asking = TakeWaiting(replica.Id);
        }
    }

    // From here on nobody joins them, and only then is their request sent.
    private List<TaskCompletionSource<bool>> TakeWaiting(string replicaId)
    {
        lock (_lock)
        {
            var waiting = _waiting[replicaId];
            if (waiting.Count > 0)
            {
                _waiting[replicaId] = [];
            }
            else
            {
                _waiting.Remove(replicaId);
            }

            return waiting;
        }
    }
}
