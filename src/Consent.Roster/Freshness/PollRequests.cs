using Consent.Storage.Replicas;

namespace Consent.Roster.Freshness;

/// <summary>
/// Callers that wait for a poll sent after they asked. A caller that asks while a poll runs waits for the next one.
/// </summary>
internal sealed class PollRequests
{
    private readonly Lock _lock = new();
    private List<TaskCompletionSource<CaughtUp>> _waiting = [];
    private TaskCompletionSource _asked = NewSignal();

    public async Task<CaughtUp> NextAsync(CancellationToken cancellation)
    {
        var request = new TaskCompletionSource<CaughtUp>(TaskCreationOptions.RunContinuationsAsynchronously);

        // Cancels the request itself, so that it is not put back while polls fail.
        using var cancelled = cancellation.UnsafeRegister(
            static (request, token) => ((TaskCompletionSource<CaughtUp>)request!).TrySetCanceled(token), request);
        PutBack([request]);
        return await request.Task;
    }

    /// <summary>Waits until somebody asks, and no longer than the interval.</summary>
    public async Task WaitAsync(TimeSpan interval, TimeProvider time, CancellationToken cancellation)
    {
        TaskCompletionSource asked;
        lock (_lock)
        {
            asked = _asked;
        }

        using var timer = time.CreateTimer(
            static asked => ((TaskCompletionSource)asked!).TrySetResult(), asked, interval, Timeout.InfiniteTimeSpan);
        using var stopping = cancellation.UnsafeRegister(static asked => ((TaskCompletionSource)asked!).TrySetResult(), asked);
        await asked.Task;
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Asks for a poll soon, without waiting for it.</summary>
    public void Ask()
    {
        lock (_lock)
        {
            _asked.TrySetResult();
        }
    }

    /// <summary>Takes the requests made so far: a poll that is sent after this call serves them.</summary>
    public List<TaskCompletionSource<CaughtUp>> Take()
    {
        lock (_lock)
        {
            _asked = NewSignal();
            return Interlocked.Exchange(ref _waiting, []);
        }
    }

    /// <summary>Puts requests back whose poll failed: they wait for the next one.</summary>
    public void PutBack(List<TaskCompletionSource<CaughtUp>> requests)
    {
        lock (_lock)
        {
            _waiting.AddRange(requests.Where(request => !request.Task.IsCompleted));
            if (_waiting.Count > 0)
            {
                _asked.TrySetResult();
            }
        }
    }

    public static void Complete(List<TaskCompletionSource<CaughtUp>> requests, CaughtUp caughtUp)
    {
        foreach (var request in requests)
        {
            request.TrySetResult(caughtUp);
        }
    }

    /// <summary>Cancels all requests: no more polls are sent.</summary>
    public void CancelAll()
    {
        foreach (var request in Take())
        {
            request.TrySetCanceled();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>What a completed poll found.</summary>
/// <param name="ReplicaId">The id under which this server answers checks; null in Strict.</param>
/// <param name="Replicas">Every server that may answer checks.</param>
internal sealed record CaughtUp(string? ReplicaId, IReadOnlyList<Replica> Replicas);
