using Consent.Roster.Memory;
using Consent.Roster.Replicas;

namespace Consent.Roster.Freshness;

/// <summary>
/// Strict: a check waits for a poll sent after it arrived, and looks up in the very roster which that poll made current. Checks
/// that arrive while a poll runs share the next one.
/// </summary>
internal sealed class StrictChecks(PollRequests requests, TimeProvider time)
{
    /// <summary>How long checks that wait are held back for others to join them, at the most.</summary>
    public static readonly TimeSpan LongestGathering = TimeSpan.FromMilliseconds(2);

    private static readonly Task<ReplicaRoster?> Refused = Task.FromResult<ReplicaRoster?>(null);

    private readonly Lock _lock = new();
    private StrictRound? _next;
    private TaskCompletionSource? _gathered;
    private int _underWay;
    private bool _areServed;
    private bool _isClosed;

    // Whoever was under way when the last poll came back has asked again, or has been waiting since.
    private bool AreGathered => _next is null || _next.Checks >= _underWay;

    /// <summary>
    /// The roster as of the next poll; null where there is none: that poll failed or took too long, or the last one failed, so that
    /// it is not known when the next one will be.
    /// </summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task<ReplicaRoster?> NextAsync(CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (!_areServed)
            {
                return Refused;
            }

            if (_next is null or { Task.IsCompleted: true })
            {
                _next = new StrictRound(DatabaseTimeout.Limit, time);
                requests.Ask();
            }

            _next.Checks++;
            if (AreGathered)
            {
                _gathered?.TrySetResult();
            }

            return _next.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>Where checks wait: until as many do as were under way when the last poll came back, for a moment, or until told to stop.</summary>
    /// <remarks>
    /// Callers that ask again as soon as they are answered would else fall into two halves, and each half wait for two polls. One by
    /// itself is not held back, but for once when others have ceased to ask.
    /// </remarks>
    public async Task GatherAsync(CancellationToken cancellation)
    {
        TaskCompletionSource gathered;
        lock (_lock)
        {
            if (AreGathered)
            {
                return;
            }

            _gathered = gathered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        using var timer = time.CreateTimer(
            static gathered => ((TaskCompletionSource)gathered!).TrySetResult(), gathered, LongestGathering, Timeout.InfiniteTimeSpan);
        using var stopping = cancellation.UnsafeRegister(static gathered => ((TaskCompletionSource)gathered!).TrySetResult(), gathered);
        await gathered.Task;
    }

    /// <summary>Takes the checks that have arrived by now: a poll that is sent after this call serves them.</summary>
    public StrictRound? Take()
    {
        lock (_lock)
        {
            return Interlocked.Exchange(ref _next, null);
        }
    }

    /// <summary>The poll succeeded.</summary>
    public void Serve(StrictRound? round, ReplicaRoster roster)
    {
        lock (_lock)
        {
            _areServed = !_isClosed;
            _underWay = (round?.Checks ?? 0) + (_next?.Checks ?? 0);
        }

        round?.Complete(roster);
    }

    /// <summary>The poll failed: those who wait for it are refused, those who wait for the next one, and all until one succeeds.</summary>
    public void Refuse(StrictRound? round)
    {
        StrictRound? next;
        lock (_lock)
        {
            _areServed = false;
            _underWay = 0;
            next = Interlocked.Exchange(ref _next, null);
        }

        round?.Complete(null);
        next?.Complete(null);
    }

    /// <summary>No poll is sent any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
        }

        Refuse(null);
    }
}
