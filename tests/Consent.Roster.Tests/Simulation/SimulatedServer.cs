using System.Diagnostics.CodeAnalysis;
using Consent.Roster.Acknowledgements;
using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.Roster.Replicas;
using Consent.Storage.Replicas;
using Microsoft.Extensions.Options;

namespace Consent.Roster.Tests.Simulation;

/// <summary>A server: the real follower, gate and acknowledgement.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A process that dies disposes of nothing.")]
internal sealed class SimulatedServer : SimulatedMachine
{
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(4);

    private readonly Schedule _schedule;
    private readonly FreshnessGate _gate;
    private readonly ServerChecks _checks;
    private readonly RosterFollower _follower;
    private readonly FollowedRoster _followed;
    private readonly ReplicaClock _clock;
    private readonly WeakenedCatchUp _catchUp;
    private readonly Acknowledgement _acknowledgement;
    private readonly DatabaseLink _link;
    private readonly CancellationTokenSource _stopping = new();
    private Task _following = Task.CompletedTask;
    private TaskCompletionSource? _callsFinished;
    private int _calls;
    private ReplicaRoster? _mustNotice;

    public SimulatedServer(World world, int slot, string name, FreshnessMode mode = FreshnessMode.Bounded)
        : base(world, name, mode == FreshnessMode.Strict ? world.TrustInStrict : ClockTrust.Right)
    {
        _schedule = world.Schedule;
        (Slot, IsStrict) = (slot, mode == FreshnessMode.Strict);
        IsFormerBuild = _schedule.Chance.Of(world.FormerBuilds);
        var options = Options.Create(new FreshnessOptions
        {
            Mode = mode,
            MaxStaleness = TimeSpan.FromSeconds(1 + (0.25 * _schedule.Chance.Below(3))),
            PollInterval = TimeSpan.FromMilliseconds(300 + (100 * _schedule.Chance.Below(3))),
            PollSpacing = TimeSpan.Zero,
        });
        var clock = _clock = new ReplicaClock(Clock);
        _link = new DatabaseLink(_schedule, world.Database, this);
        var requests = new PollRequests();
        _gate = new FreshnessGate(
            world.Weakening == Weakening.AgeByMonotonicClockOnly ? new ReplicaClock(new MonotonicOnly(Clock)) : clock, options, requests);
        _checks = new ServerChecks(this, _gate, _link);
        var database = WeakenedDatabase.Of(_link, this, _gate, clock);
        var registration = new Registration(
            database,
            clock,
            new ReplicaAddress(slot.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new Alone(),
            options.Value.MaxStaleness,
            new ServerLog<Registration>(this));
        _followed = new FollowedRoster(_gate, new LedgerProgress(requests), registration);
        _follower = new RosterFollower(
            database, _gate, requests, _followed, clock, new DatabaseClock(clock), options, registration, new ServerLog<RosterFollower>(this));
        _catchUp = new WeakenedCatchUp(this, _follower, _link, _gate, clock);
        IPeers peers = new PeerLink(_schedule, this);
        peers = world.Weakening == Weakening.RefusedConnectionCounts ? new GulliblePeers(peers) : peers;
        var pushes = new Pushes(_followed, _schedule.Chance.Of(0.5) ? Pushes.UntoldEntries : 1 + _schedule.Chance.Below(3));
        _acknowledgement = new Acknowledgement(
            _follower,
            _followed,
            world.Weakening == Weakening.WriterJoinsRunningRequest
                ? new JoiningRequests(peers, pushes)
                : new SharedRequests(peers, pushes, Clock),
            _link,
            world.Weakening == Weakening.WaitByWallClockOnly ? new ReplicaClock(new WallOnly(Clock)) : clock,
            new ServerLog<Acknowledgement>(this));
    }

    public int Slot { get; }

    public bool IsStrict { get; }

    /// <summary>Gets a value indicating whether it is of the build before, which sends no entries and takes none.</summary>
    public bool IsFormerBuild { get; }

    /// <summary>Gets the id under which the server polled last.</summary>
    public string? ReplicaId => _link.ReplicaId;

    /// <summary>Gets or sets a value indicating whether its peers do not reach it, nor it them.</summary>
    public bool IsIsolated { get; set; }

    public Line DatabaseLine
    {
        get => _link.Line;
        set => _link.Line = value;
    }

    /// <summary>Gets or sets the poll that runs, for a weakened rule to join.</summary>
    public Task<RecordedPoll>? RunningPoll { get; set; }

    /// <summary>Gets the roster of which this server knows that its ledger went back.</summary>
    public ReplicaRoster? Condemned { get; private set; }

    public void Start() => Post(_ => _following = _follower.FollowAsync(_stopping.Token), null);

    /// <summary>Rule 6, as the host does it: not ready, calls finished while it polls, then the follower's part.</summary>
    public void Leave()
    {
        _schedule.Trace($"{Name} is about to leave");
        IsReady = false;
        Post(_ => _ = LeaveAsync(), null);
    }

    public void Write(Write write, Action failed) => Post(_ => _ = WriteAsync(write, failed), null);

    /// <summary>Takes the entries of a transaction, certain or not.</summary>
    public void Take(LedgerTail tail) => Post(
        _ =>
        {
            if (_followed.End is { } end && tail.MarkBefore == end.Mark)
            {
                _followed.Committed(end, tail);
            }
        },
        null);

    /// <summary>A client asks.</summary>
    public void Check(Check check) => Post(_ => _checks.Answer(check), null);

    /// <summary>What a peer asks for.</summary>
    public Task<CatchUpAnswer> TryCatchUpAsync(CatchUpRequest request) => _catchUp.TryCatchUpAsync(request);

    /// <summary>What a peer of the build before asks for, or what one of this build asks of a server of the build before.</summary>
    public Task<bool> TryCatchUpAsync(string replicaId) => _catchUp.TryCatchUpAsync(replicaId);

    /// <summary>A poll's reply that shows that the ledger went back has come.</summary>
    public void MustNotice(ReplicaRoster roster) =>
        _mustNotice = World.Weakening == Weakening.LedgerIsNotCompared ? null : roster;

    /// <summary>By its next step it must have noticed.</summary>
    public void AssertNoticed()
    {
        AssertCurrent();
        if (_mustNotice is not null && _mustNotice != Condemned)
        {
            _schedule.Violate(false, $"{Name} did not notice that the ledger went back");
        }
    }

    public void Logged(int eventId)
    {
        switch (eventId)
        {
            case 2010:
                Condemned = _link.Roster;
                Note(Count.LedgerWentBack);
                break;
            case 2005:
                Note(Count.RegisteredAgain);
                break;
            case 2006:
                Note(Count.Retired);
                break;
        }
    }

    private void Note(Count count)
    {
        _schedule.Trace($"{Name}: {count}");
        _schedule.Counts.Add(count);
    }

    private async Task WriteAsync(Write write, Action failed)
    {
        _calls++;
        try
        {
            using var deadline = new CancellationTokenSource(CallTime, Clock);
            var (sentAt, before) = (_clock.Now(), IsFormerBuild ? null : _followed.End);
            var answer = await _link.WriteAsync(write, before).WaitAsync(deadline.Token);
            if (answer.Tail is { } tail && World.Weakening != Weakening.OwnEntriesAreNotApplied)
            {
                _followed.Committed(before!.Value, tail);
            }

            await WaitAsync(answer, sentAt, deadline.Token);
            _schedule.Trace($"{Name} acknowledges {write}: position {answer.Position}{(answer.IsDuplicate ? ", duplicate" : "")}");
            World.Clients.Acknowledge(write, answer);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            _schedule.Counts.Add(Count.UnknownOutcomes);
            failed();
        }
        finally
        {
            if (--_calls == 0)
            {
                _callsFinished?.TrySetResult();
            }
        }
    }

    private async Task WaitAsync(WriteAnswer answer, ClockReading sentAt, CancellationToken cancellation)
    {
        switch (World.Weakening)
        {
            case Weakening.DuplicateDoesNotWait when answer.IsDuplicate:
                return;
            case Weakening.OwnEntriesAreNotApplied when answer.Tail is { } tail:
                await _acknowledgement.WaitForAsync(Others(tail), _clock.Now(), cancellation);
                return;
            case Weakening.WaitCountsFromTheRequest when answer.Tail is { } tail && _followed.After(answer.Committed!.Value) is not null:
                await _acknowledgement.WaitForAsync(Others(tail), sentAt, cancellation);
                return;
            default:
                if (answer.Committed is { } committed && _followed.After(committed) is not null)
                {
                    _schedule.Counts.Add(Count.AcknowledgedByTheCommit);
                }

                await _acknowledgement.WaitAsync(IsFormerBuild ? null : answer.Committed, cancellation);
                return;
        }
    }

    private List<Replica> Others(LedgerTail tail) => [.. tail.Replicas.Where(replica => replica.Id != ReplicaId)];

    private async Task LeaveAsync()
    {
        if (_calls > 0)
        {
            _callsFinished = new TaskCompletionSource();
            await _callsFinished.Task;
        }

        World.Clients.CheckSoon(this);
        _stopping.Cancel();
        if (_schedule.Chance.Of(0.7))
        {
            // A host that is out of time does not wait for it.
            await _following;
        }

        try
        {
            if (World.Weakening == Weakening.RowDeletedBeforeClosing && _link.ReplicaId is { } id)
            {
                await _link.DeleteAsync(id, CancellationToken.None);
            }

            await _follower.LeaveAsync(CancellationToken.None).WaitAsync(CallTime, Clock);
        }
        catch (Exception e) when (e is IOException or TimeoutException)
        {
            // Its row stays until writers have retired it.
        }

        _schedule.Trace($"{Name} has left");
        _schedule.Counts.Add(Count.Leaves);
        _schedule.After(World.StallTime(), Die);
    }
}
