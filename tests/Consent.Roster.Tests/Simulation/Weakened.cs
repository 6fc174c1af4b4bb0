using Consent.Roster.Acknowledgements;
using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.Roster.Replicas;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Simulation;

/// <summary>A poll that was sent, for those who would join it.</summary>
internal sealed record RecordedPoll(string ReplicaId);

/// <summary>Stands between the real follower and the database, and weakens a rule by what it says.</summary>
internal sealed class WeakenedDatabase(DatabaseLink link, SimulatedServer server, FreshnessGate gate, ReplicaClock clock) : IRosterDatabase
{
    private const double WaitOneTimes = 1 / 1.25;

    public static IRosterDatabase Of(DatabaseLink link, SimulatedServer server, FreshnessGate gate, ReplicaClock clock) =>
        server.World.Weakening == Weakening.None ? link : new WeakenedDatabase(link, server, gate, clock);

    public Task RegisterAsync(Replica replica, CancellationToken cancellation) => link.RegisterAsync(replica, cancellation);

    public async Task<LoadedLedger> LoadAsync(Action<RosterChange> add, CancellationToken cancellation)
    {
        var sentAt = clock.Now();
        var ledger = await link.LoadAsync(add, cancellation);
        if (server.World.Weakening == Weakening.LoadCountsAsPoll)
        {
            var roster = (ReplicaRoster)add.Target!;
            roster.BecomeFresh(sentAt);
            gate.Use(roster);
        }

        return ledger;
    }

    public async Task<LedgerPoll> PollAsync(string replicaId, long afterPosition, int page, CancellationToken cancellation)
    {
        var running = new TaskCompletionSource<RecordedPoll>();
        server.RunningPoll = running.Task;
        var sentAt = clock.Now();
        var end = link.Roster!.End;
        var poll = await link.PollAsync(replicaId, afterPosition, page, cancellation);
        var repliedAt = clock.Now();
        server.RunningPoll = null;
        running.TrySetResult(new RecordedPoll(replicaId));
        switch (server.World.Weakening)
        {
            case Weakening.NoOwnRowCheck:
                return poll with { IsRegistered = true };
            case Weakening.LedgerIsNotCompared:
                return poll with { DatabaseId = link.Roster.DatabaseId, MarkAtApplied = end.Mark };
            case Weakening.RetiredRowsAreSkipped:
                return poll with { Replicas = [.. poll.Replicas.Where(replica => !replica.IsRetired)] };
            case Weakening.WaitIsOneTimes:
                return poll with
                {
                    Replicas = [.. poll.Replicas.Select(replica =>
                        replica with { MaxStaleness = replica.MaxStaleness * WaitOneTimes })],
                };
            case Weakening.RowDeletedWithoutWaiting:
                foreach (var retired in poll.Replicas.Where(replica => replica.IsRetired))
                {
                    _ = link.DeleteAsync(retired.Id, cancellation);
                }

                return poll;
            case Weakening.FormerRowDeletedAtOnce when !poll.IsRegistered:
                _ = link.DeleteAsync(replicaId, cancellation);
                return poll;
            case Weakening.OldReplyOverPushes when link.Roster.Position > end.Position && poll.MarkAtApplied == end.Mark:
                foreach (var entry in poll.Entries)
                {
                    link.Roster.Apply(entry);
                }

                return poll;
            case Weakening.FreshAsOfReply when poll.IsRegistered:
                // The follower goes on as soon as this returns, so by then it has become fresh, as of when it sent the poll.
                SynchronizationContext.Current!.Post(_ => MoveFreshness(sentAt, repliedAt), null);
                return poll;
            default:
                return poll;
        }
    }

    public Task RetireAsync(IReadOnlyCollection<string> replicaIds, CancellationToken cancellation) =>
        link.RetireAsync(replicaIds, cancellation);

    public Task DeleteAsync(string replicaId, CancellationToken cancellation) => link.DeleteAsync(replicaId, cancellation);

    private void MoveFreshness(ClockReading from, ClockReading to)
    {
        if (link.Roster?.FreshAsOf == from)
        {
            link.Roster.BecomeFresh(to);
        }
    }
}

/// <summary>Takes a refused connection for an answer.</summary>
internal sealed class GulliblePeers(IPeers peers) : IPeers
{
    public async Task<CatchUpAnswer> TryCatchUpAsync(Replica replica, CatchUpRequest request, CancellationToken cancellation)
    {
        try
        {
            return await peers.TryCatchUpAsync(replica, request, cancellation);
        }
        catch (IOException)
        {
            return new CatchUpAnswer(true);
        }
    }
}

/// <summary>Shares the request that is under way, not the next one.</summary>
internal sealed class JoiningRequests(IPeers peers, Pushes pushes) : ICatchUpRequests
{
    private readonly Dictionary<string, Task<CatchUpAnswer>> _running = [];

    public async Task<bool> TryCatchUpAsync(Replica replica, CancellationToken cancellation)
    {
        if (!_running.TryGetValue(replica.Id, out var running) || running.IsCompleted)
        {
            if (pushes.To(replica.Id) is not { } request)
            {
                return false;
            }

            _running[replica.Id] = running = peers.TryCatchUpAsync(replica, request, cancellation);
        }

        return (await running).HasCaughtUp;
    }
}

/// <summary>A machine that has a monotonic clock only.</summary>
internal sealed class MonotonicOnly(TimeProvider time) : TimeProvider
{
    public override long TimestampFrequency => time.TimestampFrequency;

    public override long GetTimestamp() => time.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => new(time.GetTimestamp(), TimeSpan.Zero);

    // Else timers would be the real clock's.
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}

/// <summary>A machine that has a wall clock only.</summary>
internal sealed class WallOnly(TimeProvider time) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => time.GetUtcNow().UtcTicks;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
