using Consent.Roster.Clocks;
using Consent.Roster.Memory;
using Consent.Roster.Replicas;
using Consent.Storage.Replicas;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Consent.Roster.Freshness;

/// <summary>
/// Keeps this server's roster current by following the ledger: rules 1 (register), 2 (poll), 5 (delete what is retired) and
/// 6 (leave) of docs/how-it-works.md.
/// </summary>
internal sealed class RosterFollower(
    IRosterDatabase database,
    FreshnessGate gate,
    PollRequests requests,
    LedgerProgress progress,
    ReplicaClock clock,
    DatabaseClock databaseClock,
    IOptions<FreshnessOptions> options,
    ReplicaAddress address,
    IMembership membership,
    ILogger<RosterFollower> logger) : ILocalReplica
{
    /// <summary>How many entries one poll brings at the most.</summary>
    public const int Page = 1_000;

    /// <summary>After this long a poll is abandoned, and its reply, if one still comes, dropped.</summary>
    public static readonly TimeSpan PollTimeout = TimeSpan.FromSeconds(2);

    // Strict: the server is in nobody's list.
    private const string NoReplica = "";

    // At most 1,000 polls a second where each check waits for one.
    private static readonly TimeSpan StrictSpacing = TimeSpan.FromMilliseconds(1);

    private readonly PollPace _pace = new(clock.Time, gate.IsStrict ? StrictSpacing : options.Value.PollSpacing ?? TimeSpan.Zero);
    private readonly RetiredReplicas _retired = new(clock);
    private readonly HashSet<string> _formerIds = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private bool _pollRuns;
    private ReplicaRoster? _roster;
    private volatile string? _replicaId;
    private volatile bool _hasLeft;

    /// <summary>Waits until a poll that was sent after this call has made the roster fresh.</summary>
    public Task<CaughtUp> CatchUpAsync(CancellationToken cancellation) => requests.NextAsync(cancellation);

    /// <inheritdoc/>
    public async Task<bool> TryCatchUpAsync(string replicaId, CancellationToken cancellation)
    {
        if (_replicaId != replicaId)
        {
            return false;
        }

        lock (_lock)
        {
            // Not fresh, as while it loads, and only a poll that is sent from now on can make it so. While a poll runs, the
            // caller waits for the next one: to let go of the running one instead could go on for ever.
            if (!_pollRuns && !gate.IsOpen)
            {
                gate.Shut();
                return true;
            }
        }

        return (await CatchUpAsync(cancellation)).ReplicaId == replicaId;
    }

    /// <summary>Follows until told to stop. Failures are logged and tried again: freshness runs out by itself.</summary>
    public async Task FollowAsync(CancellationToken stopping)
    {
        var hasFailed = false;
        while (!stopping.IsCancellationRequested && !_hasLeft)
        {
            try
            {
                await gate.Checks.GatherAsync(stopping);
                await (gate.IsStrict ? _pace.WaitExactlyAsync() : _pace.WaitAsync());
                await PollOnceAsync(stopping);
                hasFailed = false;
                await requests.WaitAsync(options.Value.PollInterval, clock.Time, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.PollFailed(logger, e);

                // Strict refuses until a poll succeeds, and one failure may be no more than a connection that broke.
                var rest = gate.IsStrict && !hasFailed ? StrictSpacing : options.Value.PollInterval;
                hasFailed = true;
                await Task.Delay(rest, clock.Time, stopping)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    /// <summary>Rule 6: answers no more checks, and only then takes its rows away, so that nobody waits for this server.</summary>
    /// <remarks>One that was declared dead may have a retired row only: it has been given up on, and could not register anew.</remarks>
    public async Task LeaveAsync(CancellationToken cancellation)
    {
        List<string> rows;
        lock (_lock)
        {
            _hasLeft = true;
            _roster?.Close();
            rows = [.. _formerIds];
            if (_replicaId is { } current)
            {
                rows.Add(current);
            }

            _replicaId = null;
        }

        gate.Checks.Close();

        // A writer that waits for this server asks again, and finds its row gone.
        requests.Abandon();
        try
        {
            foreach (var id in rows)
            {
                await database.DeleteAsync(id, cancellation);
            }
        }
        catch (Exception e)
        {
            // Writers give up on the row as on a dead server's.
            Log.RowNotDeleted(logger, e);
        }
    }

    /// <summary>Takes the requests that have come, and polls until the roster holds what the ledger held when the poll was sent.</summary>
    internal async Task PollOnceAsync(CancellationToken stopping)
    {
        var waiting = requests.Take();

        // Only now: a check that arrives in between is served by this poll, and costs one more.
        var checks = gate.Checks.Take();
        try
        {
            // Rule 1. Where no check goes by the clocks, nobody need know of this server.
            var replicaId = gate.IsStrict ? null : _replicaId ?? await RegisterAsync(stopping);
            var roster = _roster ?? Hold(await LoadAsync(stopping));
            SetPollRuns(true);
            if (await RefreshAsync(roster, replicaId, stopping) is { } caughtUp)
            {
                gate.Checks.Serve(checks, roster);
                PollRequests.Complete(waiting, caughtUp);
                return;
            }
        }
        catch
        {
            gate.Checks.Refuse(checks);
            requests.PutBack(waiting);
            throw;
        }
        finally
        {
            SetPollRuns(false);
        }

        gate.Checks.Refuse(checks);
        requests.PutBack(waiting);
    }

    // One that is loaded while this server leaves is closed too: a poll may still show the row that is about to go.
    private ReplicaRoster Hold(ReplicaRoster loaded)
    {
        lock (_lock)
        {
            _roster = loaded;
            if (_hasLeft)
            {
                loaded.Close();
            }

            return loaded;
        }
    }

    private void SetPollRuns(bool runs)
    {
        lock (_lock)
        {
            _pollRuns = runs;
        }
    }

    private async Task<string> RegisterAsync(CancellationToken stopping)
    {
        // A row of a server that is about to end would only be waited for.
        if (_hasLeft || !await WithinTimeoutAsync(membership.IsMemberAsync, stopping))
        {
            throw new InvalidOperationException("This server is no member of its cluster any more.");
        }

        // Every attempt has a new id: one whose outcome is unknown may have committed, and must not stand for this server.
        var replica = new Replica(Guid.NewGuid().ToString("N"), address.Value, options.Value.MaxStaleness);
        lock (_lock)
        {
            _formerIds.Add(replica.Id);
        }

        await WithinTimeoutAsync(cancellation => database.RegisterAsync(replica, cancellation), stopping);
        lock (_lock)
        {
            _formerIds.Remove(replica.Id);
            _replicaId = replica.Id;
        }

        Log.Registered(logger, replica.Id);
        return replica.Id;
    }

    // Rule 1: a load is not a poll. What it brings is as old as it likes to be.
    private async Task<ReplicaRoster> LoadAsync(CancellationToken stopping)
    {
        var roster = new ReplicaRoster();
        roster.Loaded(await database.LoadAsync(roster.Load, stopping));
        Log.Loaded(logger, roster.Count, roster.Position);
        return roster;
    }

    // Rule 2. Null where this poll could not make the roster fresh, and another attempt can.
    private async Task<CaughtUp?> RefreshAsync(ReplicaRoster roster, string? replicaId, CancellationToken stopping)
    {
        var sentAt = clock.Now();
        long? target = null;
        while (true)
        {
            var pageSentAt = clock.Now();
            var poll = await WithinTimeoutAsync(
                cancellation => database.PollAsync(replicaId ?? NoReplica, roster.Position, Page, cancellation), stopping);
            databaseClock.Set(poll.Clock, pageSentAt);
            if (!MayBeReliedOn(poll, roster, replicaId))
            {
                return null;
            }

            foreach (var entry in poll.Entries)
            {
                RefuseGap(roster.Position, entry.Position);
                roster.Apply(entry);
            }

            target ??= poll.LastPosition;
            if (poll.Entries.Count == 0)
            {
                RefuseGap(roster.Position, target.Value + 1);
            }

            if (roster.Position >= target)
            {
                // First, so that whoever passes the gate finds the ledger to reach as far as the roster it was let pass on.
                progress.Reached(roster);
                roster.BecomeFresh(sentAt);
                gate.Use(roster);
                await DeleteFormerAsync(poll.Replicas, stopping);
                await DeleteRetiredAsync(poll.Replicas, stopping);
                return new CaughtUp(replicaId, poll.Replicas);
            }
        }
    }

    // A missing entry may be a STOP: without it nothing after it is applied, and the roster ages.
    private static void RefuseGap(long position, long next)
    {
        if (next > position + 1)
        {
            throw new InvalidDataException($"The ledger has no entry {position + 1}, but one after it.");
        }
    }

    private bool MayBeReliedOn(LedgerPoll poll, ReplicaRoster roster, string? replicaId)
    {
        if (poll.DatabaseId != roster.Head!.DatabaseId || poll.MarkAtApplied != roster.Head.Mark)
        {
            // A restore, or a failover that lost commits: what was applied may never have happened.
            roster.LoseFreshness();
            _roster = null;
            Log.LedgerWentBack(logger, roster.Position, poll.LastPosition);
            return false;
        }

        if (replicaId is not null && !poll.IsRegistered)
        {
            // Given up on, but still waited for by whoever writes: what was known before stays good until it is too old.
            var isWaitedFor = poll.Replicas.Any(replica => replica.Id == replicaId);
            if (!isWaitedFor)
            {
                roster.LoseFreshness();
            }

            lock (_lock)
            {
                if (isWaitedFor)
                {
                    _formerIds.Add(replicaId);
                }

                _replicaId = null;
            }

            Log.RegistrationLost(logger);
            return false;
        }

        return true;
    }

    // Rule 6, for a row that this server had before: no check is answered by what was known under it, now that the roster is fresh
    // under another.
    private async Task DeleteFormerAsync(IReadOnlyList<Replica> replicas, CancellationToken stopping)
    {
        foreach (var replica in replicas.Where(replica => _formerIds.Contains(replica.Id)))
        {
            await WithinTimeoutAsync(cancellation => database.DeleteAsync(replica.Id, cancellation), stopping);
        }

        lock (_lock)
        {
            _formerIds.Clear();
        }
    }

    private async Task DeleteRetiredAsync(IReadOnlyList<Replica> replicas, CancellationToken stopping)
    {
        foreach (var id in _retired.Harmless(replicas))
        {
            await WithinTimeoutAsync(cancellation => database.DeleteAsync(id, cancellation), stopping);
        }
    }

    private async Task WithinTimeoutAsync(Func<CancellationToken, Task> work, CancellationToken stopping) =>
        await WithinTimeoutAsync(
            async cancellation =>
            {
                await work(cancellation);
                return true;
            },
            stopping);

    private async Task<T> WithinTimeoutAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(PollTimeout, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        try
        {
            return await work(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            throw new TimeoutException("The database did not answer in time.");
        }
    }
}
