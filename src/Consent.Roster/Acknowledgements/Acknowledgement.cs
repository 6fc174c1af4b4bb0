using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.Roster.Replicas;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;
using Microsoft.Extensions.Logging;

namespace Consent.Roster.Acknowledgements;

/// <summary>Rule 4: an acknowledgement waits until every replica has caught up, or can answer no more checks.</summary>
public sealed class Acknowledgement
{
    internal static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>How often to look whether the row is gone while no answer comes.</summary>
    internal static readonly TimeSpan RowInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>Rule 5: a replica that has not answered for this long is retired.</summary>
    internal static readonly TimeSpan RetiredAfter = TimeSpan.FromSeconds(1);

    private readonly RosterFollower _follower;
    private readonly FollowedRoster _followed;
    private readonly ICatchUpRequests _requests;
    private readonly IRosterDatabase _database;
    private readonly ReplicaClock _clock;
    private readonly ILogger _logger;

    // Replicas of the list that this server has retired, or is about to: other writers here need not do so too.
    private readonly HashSet<string> _retired = new(StringComparer.Ordinal);

    internal Acknowledgement(
        RosterFollower follower,
        FollowedRoster followed,
        ICatchUpRequests requests,
        IRosterDatabase database,
        ReplicaClock clock,
        ILogger<Acknowledgement> logger) =>
        (_follower, _followed, _requests, _database, _clock, _logger) = (follower, followed, requests, database, clock, logger);

    /// <summary>Call when the record's grain has answered. Once this returns, no check misses what was written.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled: nothing may be acknowledged.</exception>
    public Task WaitAsync(CancellationToken cancellation) => WaitAsync(null, cancellation);

    /// <summary>The same, where the answer tells of an entry that the call committed, and of nothing that came after it.</summary>
    /// <param name="committed">The entry; null where the call committed none, as for a duplicate.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled: nothing may be acknowledged.</exception>
    public async Task WaitAsync(LedgerPoint? committed, CancellationToken cancellation)
    {
        var answered = _clock.Now();
        var known = (committed is { } entry ? _followed.After(entry) : null) ?? await _follower.CatchUpAsync(cancellation);
        await WaitForAsync([.. known.Replicas.Where(replica => replica.Id != known.ReplicaId)], answered, cancellation);
    }

    /// <summary>Waits until each of some replicas has caught up with this server's roster, or is stale.</summary>
    /// <param name="others">The replicas.</param>
    /// <param name="committed">When the write was known to be committed, or later.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal async Task WaitForAsync(List<Replica> others, ClockReading committed, CancellationToken cancellation)
    {
        if (others.Count == 0)
        {
            return;
        }

        var waits = others.ConvertAll(replica => AnsweredOrStaleAsync(replica, committed, cancellation));
        var all = Task.WhenAll(waits);
        try
        {
            await all.WaitAsync(RetiredAfter, _clock.Time, cancellation);
        }
        catch (TimeoutException)
        {
            _ = RetireAsync(others, [.. others.Where((replica, index) => !waits[index].IsCompleted && !replica.IsRetired)]);
        }

        await all;
    }

    // Rule 5. Once retired, a replica cannot become fresher. Healthy ones register again at once; the freshness of the others
    // runs out and their rows are deleted, so later writers do not wait for them. This writer does not depend on it.
    private async Task RetireAsync(List<Replica> listed, List<Replica> unanswered)
    {
        var ids = unanswered.ConvertAll(replica => replica.Id);
        lock (_retired)
        {
            _retired.IntersectWith(listed.Select(replica => replica.Id));
            ids.RemoveAll(id => !_retired.Add(id));
        }

        if (ids.Count == 0)
        {
            return;
        }

        using var timeout = new CancellationTokenSource(DatabaseTimeout.Limit, _clock.Time);
        try
        {
            await _database.RetireAsync(ids, timeout.Token).WaitAsync(timeout.Token);
            Log.ReplicasRetired(_logger, ids.Count);
        }
        catch (Exception e)
        {
            Log.RetireFailed(_logger, e);
            lock (_retired)
            {
                _retired.ExceptWith(ids);
            }
        }
    }

    // A replica that is stale refuses checks by itself.
    private async Task AnsweredOrStaleAsync(Replica replica, ClockReading committed, CancellationToken cancellation)
    {
        while (TimeLeft(replica, committed) is var left && left > TimeSpan.Zero)
        {
            using var patience = new CancellationTokenSource(left, _clock.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
            try
            {
                if (await AnswersOrIsGoneAsync(replica, either.Token))
                {
                    return;
                }
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // Time is up by one clock; the loop looks at both.
            }
        }
    }

    // In whole milliseconds, as timers count. However far a wall clock was set back, this is at most the whole wait.
    private TimeSpan TimeLeft(Replica replica, ClockReading committed)
    {
        var patience = Patience.With(replica);
        var left = patience - _clock.AtLeastSince(committed);
        return left < patience ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : patience;
    }

    // False if the replica may be asked again. Over a connection that is open but dead, no answer would tell that the row is
    // gone.
    private async Task<bool> AnswersOrIsGoneAsync(Replica replica, CancellationToken cancellation)
    {
        var answer = AnswersAsync(replica, cancellation);
        do
        {
            if (await ComesInTimeAsync(answer, cancellation) || await IsGoneAsync(replica, cancellation))
            {
                return true;
            }
        }
        while (!answer.IsCompleted);
        return await answer;
    }

    private async Task<bool> ComesInTimeAsync(Task<bool> answer, CancellationToken cancellation)
    {
        try
        {
            return await answer.WaitAsync(RowInterval, _clock.Time, cancellation);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    // Only a positive answer counts. An error, or no answer, is the same as false.
    private async Task<bool> AnswersAsync(Replica replica, CancellationToken cancellation)
    {
        try
        {
            return await _requests.TryCatchUpAsync(replica, cancellation).WaitAsync(cancellation);
        }
        catch (Exception e)
        {
            Log.PeerDidNotAnswer(_logger, e);
            return false;
        }
    }

    private async Task<bool> IsGoneAsync(Replica replica, CancellationToken cancellation)
    {
        await Task.Delay(RetryInterval, _clock.Time, cancellation);
        var latest = await _follower.CatchUpAsync(cancellation);
        return latest.Replicas.All(listed => listed.Id != replica.Id);
    }
}
