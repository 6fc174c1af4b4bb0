using Consent.Roster.Memory;
using Consent.Roster.Replicas;

namespace Consent.Roster.Freshness;

/// <summary>
/// Strict: a check waits for a poll sent after it arrived, and looks up in the very roster that this poll made fresh. Checks that
/// arrive while a poll runs share the next one.
/// </summary>
internal sealed class StrictChecks(PollRequests requests, TimeProvider time)
{
    /// <summary>The longest time that a poll is delayed for more checks to join it.</summary>
    public static readonly TimeSpan LongestGathering = TimeSpan.FromMilliseconds(2);

    private static readonly Task<ReplicaRoster?> Refused = Task.FromResult<ReplicaRoster?>(null);

    private readonly Lock _lock = new();
    private StrictRound? _next;
    private TaskCompletionSource? _gathered;
    private int _underWay;
    private bool _areServed;
    private bool _isClosed;

    // As many checks wait as were in flight when the last poll came back.
    private bool AreGathered => _next is null || _next.Checks >= _underWay;

    /// <summary>
    /// Gets the roster as of the next poll. Null if that poll fails or takes too long, and at once if the last poll failed:
    /// nobody knows when the next one will succeed.
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

    /// <summary>Delays a poll for a moment, until as many checks wait as were in flight when the last poll came back.</summary>
    /// <remarks>
    /// Without this, callers that ask again at once split into two groups, and each group waits for two polls. A single caller is
    /// not delayed, except once after the others stop.
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
            static gathered => ((TaskCompletionSource)gathered!).TrySetResult(),
            gathered,
            LongestGathering,
            Timeout.InfiniteTimeSpan);
        using var stopping = cancellation.UnsafeRegister(
            static gathered => ((TaskCompletionSource)gathered!).TrySetResult(), gathered);
        await gathered.Task;
    }

    /// <summary>Takes the checks that have arrived so far: a poll that is sent after this call serves them.</summary>
    public StrictRound? Take()
    {
        lock (_lock)
        {
            return Interlocked.Exchange(ref _next, null);
        }
    }

    /// <summary>Answers the checks of a poll that succeeded.</summary>
    public void Serve(StrictRound? round, ReplicaRoster roster)
    {
        lock (_lock)
        {
            _areServed = !_isClosed;
            _underWay = (round?.Checks ?? 0) + (_next?.Checks ?? 0);
        }

        round?.Complete(roster);
    }

    /// <summary>
    /// Refuses every check, those of the poll that failed and those that wait for the next one, until a poll succeeds.
    /// </summary>
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

    /// <summary>Refuses every check from now on: no more polls are sent.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
        }

        Refuse(null);
    }
}

/// <summary>The checks that one poll serves. They are refused together when the first has waited too long.</summary>
internal sealed class StrictRound
{
    private readonly TaskCompletionSource<ReplicaRoster?> _served = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ITimer _patience;

    public StrictRound(TimeSpan patience, TimeProvider time) => _patience = time.CreateTimer(
        static round => ((StrictRound)round!)._served.TrySetResult(null), this, patience, Timeout.InfiniteTimeSpan);

    /// <summary>Gets or sets the number of checks.</summary>
    public int Checks { get; set; }

    public Task<ReplicaRoster?> Task => _served.Task;

    public void Complete(ReplicaRoster? roster)
    {
        _patience.Dispose();
        _served.TrySetResult(roster);
    }
}
