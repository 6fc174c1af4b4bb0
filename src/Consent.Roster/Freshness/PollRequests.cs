namespace Consent.Roster.Freshness;

/// <summary>Those who wait for a poll sent after they asked. Whoever asks while a poll runs waits for the next one.</summary>
internal sealed class PollRequests
{
    private readonly Lock _lock = new();
    private List<TaskCompletionSource<CaughtUp>> _waiting = [];
    private TaskCompletionSource _asked = NewSignal();

    public async Task<CaughtUp> NextAsync(CancellationToken cancellation)
    {
        var request = new TaskCompletionSource<CaughtUp>(TaskCreationOptions.RunContinuationsAsynchronously);

        // Ends the request itself: one that was given up on is not put back while polls fail.
        using var givenUp = cancellation.UnsafeRegister(
            static (request, token) => ((TaskCompletionSource<CaughtUp>)request!).TrySetCanceled(token), request);
        PutBack([request]);
        return await request.Task;
    }

    /// <summary>Waits until somebody asks, or for as long as the interval.</summary>
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

    /// <summary>Has a poll sent soon, on behalf of somebody who is told of it elsewhere.</summary>
    public void Ask()
    {
        lock (_lock)
        {
            _asked.TrySetResult();
        }
    }

    /// <summary>Takes those who have asked by now: a poll that is sent after this call serves them.</summary>
    public List<TaskCompletionSource<CaughtUp>> Take()
    {
        lock (_lock)
        {
            _asked = NewSignal();
            return Interlocked.Exchange(ref _waiting, []);
        }
    }

    /// <summary>Their poll failed: they wait for the next one.</summary>
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

    /// <summary>No poll is sent any more: nobody need wait for one.</summary>
    public void Abandon()
    {
        foreach (var request in Take())
        {
            request.TrySetCanceled();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
