using Consent.Roster.Clocks;
using Consent.Roster.Memory;
using Consent.Roster.Replicas;
using Consent.Storage.Replicas;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Consent.Roster.Freshness;

/// <summary>Rule 2 of docs/how-it-works.md: keeps this server's roster fresh by following the ledger.</summary>
internal sealed class RosterFollower(
    IRosterDatabase database,
    FreshnessGate gate,
    PollRequests requests,
    FollowedRoster followed,
    ReplicaClock clock,
    DatabaseClock databaseClock,
    IOptions<FreshnessOptions> options,
    Registration registration,
    ILogger<RosterFollower> logger) : ILocalReplica
{
    /// <summary>The largest number of entries in one poll.</summary>
    public const int Page = 1_000;

    // Strict: the server registers no row.
    private const string NoReplica = "";

    // Strict sends at most 1,000 polls a second.
    private static readonly TimeSpan StrictSpacing = TimeSpan.FromMilliseconds(1);

    private readonly PollPace _pace = new(clock.Time, gate.IsStrict ? StrictSpacing : options.Value.PollSpacing ?? TimeSpan.Zero);

    /// <summary>Waits until a poll that was sent after this call has made the roster fresh.</summary>
    public Task<CaughtUp> CatchUpAsync(CancellationToken cancellation) => requests.NextAsync(cancellation);

    /// <inheritdoc/>
    public async Task<CatchUpAnswer> TryCatchUpAsync(CatchUpRequest request, CancellationToken cancellation)
    {
        if (followed.Answer(request) is { } answer)
        {
            return answer;
        }

        // The poll may be of another primary than the writer's, so that it has come is not enough.
        await CatchUpAsync(cancellation);
        return followed.Answer(request) ?? CatchUpAnswer.No;
    }

    /// <inheritdoc/>
    public async Task<bool> TryCatchUpAsync(string replicaId, CancellationToken cancellation) =>
        followed.Shut(replicaId) ?? (await CatchUpAsync(cancellation)).ReplicaId == replicaId;

    /// <summary>Follows the ledger until told to stop. Failures are logged and retried; freshness runs out by itself.</summary>
    public async Task FollowAsync(CancellationToken stopping)
    {
        var hasFailed = false;
        while (!stopping.IsCancellationRequested && !registration.IsClosed)
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

                // Strict refuses checks until a poll succeeds, and a first failure may only be a broken connection.
                var rest = gate.IsStrict && !hasFailed ? StrictSpacing : options.Value.PollInterval;
                hasFailed = true;
                await Task.Delay(rest, clock.Time, stopping)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    /// <summary>Rule 6: answers no more checks, and only then deletes this server's rows, so that nobody waits for it.</summary>
    public async Task LeaveAsync(CancellationToken cancellation)
    {
        var rows = followed.Close();
        gate.Checks.Close();

        // A writer that waits for this server asks again, and finds the row gone.
        requests.CancelAll();
        await registration.LeaveAsync(rows, cancellation);
    }

    /// <summary>
    /// Serves the requests made so far: polls until the roster holds what the ledger held when the poll was sent.
    /// </summary>
    internal async Task PollOnceAsync(CancellationToken stopping)
    {
        var waiting = requests.Take();

        // Only now: this poll serves a check that arrives in between, at the price of one more poll.
        var checks = gate.Checks.Take();
        try
        {
            // Rule 1. In Strict nobody waits for this server.
            var replicaId = gate.IsStrict ? null : registration.Id ?? await registration.RegisterAsync(stopping);
            var roster = followed.Current ?? followed.Hold(await LoadAsync(stopping));
            followed.SetPollRuns(true);
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
            followed.SetPollRuns(false);
        }

        gate.Checks.Refuse(checks);
        requests.PutBack(waiting);
    }

    // Rule 1: a load is not a poll. What it brings may be of any age.
    private async Task<ReplicaRoster> LoadAsync(CancellationToken stopping)
    {
        var roster = new ReplicaRoster();
        roster.Loaded(await database.LoadAsync(roster.Load, stopping));
        Log.Loaded(logger, roster.Count, roster.Position);
        return roster;
    }

    // Rule 2. Null if this poll could not make the roster fresh, but another attempt can.
    private async Task<CaughtUp?> RefreshAsync(ReplicaRoster roster, string? replicaId, CancellationToken stopping)
    {
        var sentAt = clock.Now();
        long? target = null;
        while (true)
        {
            // Entries may be pushed while this page is on its way: it is held against what was known when it was sent.
            var before = followed.EndOf(roster);
            var pageSentAt = clock.Now();
            var poll = await PollAsync(replicaId, before.Position, Page, stopping);
            databaseClock.Set(poll.Clock, pageSentAt);
            if (poll.DatabaseId != roster.DatabaseId || poll.MarkAtApplied != before.Mark)
            {
                await LeaveLedgerAsync(poll, roster, replicaId, stopping);
                return null;
            }

            if (!IsRegistered(poll, roster, replicaId))
            {
                return null;
            }

            target ??= poll.LastPosition;
            RefuseGaps(before.Position, poll.Entries, target.Value);
            switch (followed.ApplyPage(roster, before, poll.Entries))
            {
                case Fit.Fork:
                    await LeaveLedgerAsync(poll, roster, replicaId, stopping);
                    return null;
                case Fit.Gap:
                    // So much was pushed meanwhile that this page cannot be compared with it: the next one can.
                    continue;
            }

            // What was pushed does not count: only the database tells what its ledger holds.
            var read = poll.Entries.Count > 0 ? poll.Entries[^1].Position : before.Position;
            if (read >= target)
            {
                followed.BecomeFresh(roster, sentAt);
                await registration.DeleteExpiredAsync(poll.Replicas, stopping);
                return new CaughtUp(replicaId, poll.Replicas);
            }
        }
    }

    // A missing entry may be a STOP: neither it nor anything after it is applied, and the roster becomes stale.
    private static void RefuseGaps(long position, IReadOnlyList<RosterEntry> entries, long target)
    {
        foreach (var entry in entries)
        {
            RefuseGap(position, entry.Position);
            position = entry.Position;
        }

        if (entries.Count == 0)
        {
            RefuseGap(position, target + 1);
        }
    }

    private static void RefuseGap(long position, long next)
    {
        if (next > position + 1)
        {
            throw new InvalidDataException($"The ledger has no entry {position + 1}, but one after it.");
        }
    }

    private Task<LedgerPoll> PollAsync(string? replicaId, long after, int page, CancellationToken stopping) =>
        DatabaseTimeout.WithinAsync(
            cancellation => database.PollAsync(replicaId ?? NoReplica, after, page, cancellation), clock.Time, stopping);

    // A restore, or a failover that may have lost commits.
    private async Task LeaveLedgerAsync(LedgerPoll poll, ReplicaRoster roster, string? replicaId, CancellationToken stopping)
    {
        followed.Drop(roster);
        Log.AnotherLedger(logger, roster.Position, poll.LastPosition);
        try
        {
            var missing = await roster.Trail.FindMissingAsync(async position =>
            {
                var other = await PollAsync(replicaId, position, 1, stopping);
                return other.DatabaseId == poll.DatabaseId
                    ? other.MarkAtApplied
                    : throw new InvalidDataException("The database changed again.");
            });
            if (missing is not var (from, through, isFirstKnown))
            {
                Log.NothingMissing(logger, roster.Position);
            }
            else if (isFirstKnown)
            {
                Log.EntriesMissing(logger, from, through, poll.LastPosition);
            }
            else
            {
                Log.ManyEntriesMissing(logger, from, through, poll.LastPosition);
            }
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            Log.MissingUnknown(logger, e, roster.Position, poll.LastPosition);
            throw;
        }
    }

    private bool IsRegistered(LedgerPoll poll, ReplicaRoster roster, string? replicaId)
    {
        if (replicaId is null || poll.IsRegistered)
        {
            return true;
        }

        // While the row is listed, writers wait for it: what is known stays good until it is stale.
        var isListed = poll.Replicas.Any(replica => replica.Id == replicaId);
        if (!isListed)
        {
            roster.LoseFreshness();
        }

        registration.Invalidate(replicaId, isListed);
        return false;
    }
}
