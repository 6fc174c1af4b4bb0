using Consent.Storage.Replicas;
using Microsoft.Extensions.Logging;

namespace Consent.Roster.Freshness;

/// <summary>Rule 4: an acknowledgement waits until every server that may answer a check knows, or can no longer answer.</summary>
public sealed class Acknowledgement
{
    internal static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(50);

    private readonly RosterFollower _follower;
    private readonly IReplicaPeers _peers;
    private readonly IRosterDatabase _database;
    private readonly ReplicaClock _clock;
    private readonly ILogger _logger;

    internal Acknowledgement(
        RosterFollower follower,
        IReplicaPeers peers,
        IRosterDatabase database,
        ReplicaClock clock,
        ILogger<Acknowledgement> logger) =>
        (_follower, _peers, _database, _clock, _logger) = (follower, peers, database, clock, logger);

    /// <summary>Call when the writer's answer is here; once this returns, no check misses what was written.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled: nothing may be acknowledged.</exception>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        var committed = _clock.Now();
        var caughtUp = await _follower.CatchUpAsync(cancellation);
        var others = caughtUp.Replicas.Where(replica => replica.Id != caughtUp.ReplicaId).ToList();
        if (others.Count == 0)
        {
            return;
        }

        var answers = await Task.WhenAll(others.Select(replica => AnswersInTimeAsync(replica, committed, cancellation)));
        var silent = others.Where((replica, index) => !answers[index] && !replica.IsRetired).Select(replica => replica.Id).ToList();
        if (silent.Count > 0)
        {
            Log.GaveUp(_logger, silent.Count);
            _ = RetireAsync(silent);
        }
    }

    // Spares the next writers the wait. This one's is over, whether the database is there or not.
    private async Task RetireAsync(List<string> silent)
    {
        using var timeout = new CancellationTokenSource(RosterFollower.PollTimeout, _clock.Time);
        try
        {
            await _database.RetireAsync(silent, timeout.Token).WaitAsync(timeout.Token);
        }
        catch (Exception e)
        {
            Log.RetireFailed(_logger, e);
        }
    }

    // False once the replica is too old to answer checks: it need not be waited for any longer.
    private async Task<bool> AnswersInTimeAsync(Replica replica, ClockReading committed, CancellationToken cancellation)
    {
        while (TimeLeft(replica, committed) is var left && left > TimeSpan.Zero)
        {
            using var patience = new CancellationTokenSource(left, _clock.Time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
            try
            {
                if (await AnswersAsync(replica, either.Token) || await IsGoneAsync(replica, either.Token))
                {
                    return true;
                }
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // Time is up by one clock; the loop asks both.
            }
        }

        return false;
    }

    // In whole milliseconds, as timers count. A wall clock that was set back, by however much, asks for no more than the whole
    // wait again.
    private TimeSpan TimeLeft(Replica replica, ClockReading committed)
    {
        var patience = Patience.With(replica);
        var left = patience - _clock.AtLeastSince(committed);
        return left < patience ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : patience;
    }

    // Only a positive answer counts; whatever else comes back, or does not, is silence.
    private async Task<bool> AnswersAsync(Replica replica, CancellationToken cancellation)
    {
        try
        {
            return await _peers.TryCatchUpAsync(replica, cancellation).WaitAsync(cancellation);
        }
        catch (Exception e)
        {
            Log.PeerSilent(_logger, e);
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
