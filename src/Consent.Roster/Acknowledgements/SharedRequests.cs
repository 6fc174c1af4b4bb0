using Consent.Roster.Replicas;
using Consent.Storage.Replicas;

namespace Consent.Roster.Acknowledgements;

/// <summary>Asks replicas to catch up, for all the writers on this server.</summary>
internal interface ICatchUpRequests
{
    /// <summary>Asks a replica to know all that this server's roster knows by now.</summary>
    /// <returns>Whether it does, or answers no checks. An error is the same as false.</returns>
    Task<bool> TryCatchUpAsync(Replica replica, CancellationToken cancellation);
}

/// <summary>
/// Writers share requests: a writer that asks a replica while a request to it is in flight waits for the next one.
/// </summary>
internal sealed class SharedRequests(IPeers peers, Pushes pushes, TimeProvider time) : ICatchUpRequests
{
    private readonly Lock _lock = new();

    // By replica that has a request in flight: the writers that wait for the next one.
    private readonly Dictionary<string, List<TaskCompletionSource<bool>>> _waiting = [];

    /// <inheritdoc/>
    public async Task<bool> TryCatchUpAsync(Replica replica, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var cancelled = cancellation.UnsafeRegister(
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
            using var limit = new CancellationTokenSource(Patience.Longest, time);
            try
            {
                var answer = await AskAsync(replica, limit.Token).WaitAsync(limit.Token);
                asking.ForEach(asked => asked.TrySetResult(answer));
            }
            catch (Exception e)
            {
                asking.ForEach(asked => asked.TrySetException(e));
            }

            asking = TakeWaiting(replica.Id);
        }
    }

    // The entries are put together only now: this server polled before each of the writers asked, so what they wrote is among them, or
    // before them.
    private async Task<bool> AskAsync(Replica replica, CancellationToken cancellation)
    {
        if (pushes.To(replica.Id) is not { } request)
        {
            // The ledger went back: there is nothing to hold the replica to before it is loaded.
            return false;
        }

        var answer = await peers.TryCatchUpAsync(replica, request, cancellation);
        pushes.Answered(replica.Id, answer);
        return answer.HasCaughtUp;
    }

    // Only once nobody can join them any more is their request sent.
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
