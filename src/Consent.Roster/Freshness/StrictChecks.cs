using Consent.Roster.Folding;

namespace Consent.Roster.Freshness;

/// <summary>
/// Strict: a check waits for a poll sent after it arrived, and looks up in the very roster which that poll made current. Checks
/// that arrive while a poll runs share the next one.
/// </summary>
internal sealed class StrictChecks(PollRequests requests, TimeProvider time)
{
    private static readonly Task<ReplicaRoster?> Refused = Task.FromResult<ReplicaRoster?>(null);

    private readonly Lock _lock = new();
    private StrictRound? _next;
    private bool _areServed;
    private bool _isClosed;

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
                _next = new StrictRound(RosterFollower.PollTimeout, time);
                requests.Ask();
            }

            return _next.Task.WaitAsync(cancellation);
        }
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
