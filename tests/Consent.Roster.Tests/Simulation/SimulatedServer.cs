using System.Diagnostics.CodeAnalysis;
using Consent.Roster.Folding;
using Consent.Roster.Freshness;
using Microsoft.Extensions.Options;

namespace Consent.Roster.Tests.Simulation;

/// <summary>A process: the real follower, gate and acknowledgement, and a list of work which it does unless it is paused or dead.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A process that dies disposes of nothing.")]
internal sealed class SimulatedServer : SynchronizationContext
{
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(4);

    private readonly Schedule _schedule;
    private readonly FreshnessGate _gate;
    private readonly RosterFollower _follower;
    private readonly Acknowledgement _acknowledgement;
    private readonly DatabaseLink _link;
    private readonly List<(SendOrPostCallback Callback, object? State)> _work = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _following = Task.CompletedTask;
    private TaskCompletionSource? _callsFinished;
    private int _calls;
    private long _pausedUntil;
    private ReplicaRoster? _mustNotice;
    private ReplicaRoster? _condemned;

    public SimulatedServer(World world, int slot, string name)
    {
        World = world;
        _schedule = world.Schedule;
        (Slot, Name) = (slot, name);
        Clock = new SimulatedClock(_schedule, this);
        var options = Options.Create(new FreshnessOptions
        {
            MaxStaleness = TimeSpan.FromSeconds(1 + (0.25 * _schedule.Chance.Below(3))),
            PollInterval = TimeSpan.FromMilliseconds(300 + (100 * _schedule.Chance.Below(3))),
        });
        var clock = new ReplicaClock(Clock);
        _link = new DatabaseLink(_schedule, world.Database, this);
        var requests = new PollRequests();
        _gate = new FreshnessGate(
            world.Weakening == Weakening.AgeByMonotonicClockOnly ? new ReplicaClock(new MonotonicOnly(Clock)) : clock, options, requests);
        _follower = new RosterFollower(
            WeakenedDatabase.Of(_link, this, _gate, clock),
            _gate,
            requests,
            clock,
            new DatabaseClock(clock),
            options,
            new ReplicaAddress(slot.ToString(System.Globalization.CultureInfo.InvariantCulture)),
            new ServerLog<RosterFollower>(this));
        var peers = new PeerLink(_schedule, this);
        _acknowledgement = new Acknowledgement(
            _follower,
            world.Weakening == Weakening.RefusedConnectionCounts ? new GulliblePeers(peers) : peers,
            _link,
            world.Weakening == Weakening.WaitByWallClockOnly ? new ReplicaClock(new WallOnly(Clock)) : clock,
            new ServerLog<Acknowledgement>(this));
    }

    public World World { get; }

    public int Slot { get; }

    public string Name { get; }

    public SimulatedClock Clock { get; }

    public bool IsAlive { get; private set; } = true;

    /// <summary>Gets a value indicating whether clients are sent here: until it says that it is about to leave.</summary>
    public bool IsReady { get; private set; } = true;

    /// <summary>Gets or sets a value indicating whether its peers do not reach it, nor it them.</summary>
    public bool IsIsolated { get; set; }

    public Line DatabaseLine
    {
        get => _link.Line;
        set => _link.Line = value;
    }

    public bool IsPaused => _schedule.Now < _pausedUntil;

    /// <summary>Gets or sets the poll that runs, for a weakened rule to join.</summary>
    public Task<RecordedPoll>? RunningPoll { get; set; }

    public void Start() => Post(_ => _following = _follower.FollowAsync(_stopping.Token), null);

    public override SynchronizationContext CreateCopy() => this;

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException();

    /// <summary>More work; now and then a thread that should do it is kept from it for a while.</summary>
    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!_schedule.IsOnThread())
        {
            return;
        }

        if (_schedule.Chance.Of(World.Preemption))
        {
            _schedule.Counts.Add(Count.Stalls);
            _schedule.After(World.StallTime(), () => Enqueue(d, state));
        }
        else
        {
            Enqueue(d, state);
        }
    }

    /// <summary>Does one piece of work, any of those there are; now and then the machine stops right afterwards.</summary>
    public void Work()
    {
        var index = _schedule.Chance.Below(_work.Count);
        var (callback, state) = _work[index];
        _work[index] = _work[^1];
        _work.RemoveAt(_work.Count - 1);
        SetSynchronizationContext(this);
        callback(state);
        SetSynchronizationContext(null);
        if (IsAlive && _schedule.Chance.Of(World.Stops))
        {
            Pause(World.StallTime());
        }
        else if (_work.Count == 0)
        {
            _schedule.SetReady(this, false);
        }
    }

    /// <summary>What is asked of this process must be asked by itself: by work that stands in its list.</summary>
    public void AssertCurrent()
    {
        if (!_schedule.IsOnThread() || Current != this)
        {
            throw new InvalidOperationException("A continuation left its server's list of work.");
        }
    }

    /// <summary>All of it stands still, the monotonic clock too where the machine sleeps.</summary>
    public void Pause(long duration)
    {
        _schedule.Trace($"{Name} pauses for {duration / Schedule.Millisecond} ms{(Clock.MaySleep ? ", asleep" : "")}");
        _schedule.Counts.Add(Clock.MaySleep ? Count.Sleeps : Count.Pauses);
        _pausedUntil = Math.Max(_pausedUntil, _schedule.Now + duration);
        _schedule.SetReady(this, false);
        if (Clock.MaySleep)
        {
            Clock.FallAsleep();
        }

        _schedule.After(duration, Resume);
    }

    public void Die()
    {
        _schedule.Trace($"{Name} dies");
        IsAlive = IsReady = false;
        _work.Clear();
        _schedule.SetReady(this, false);
    }

    /// <summary>Rule 6, as the host does it: not ready, calls finished while it polls, then the follower's part.</summary>
    public void Leave()
    {
        _schedule.Trace($"{Name} is about to leave");
        IsReady = false;
        Post(_ => _ = LeaveAsync(), null);
    }

    public void Write(Write write, Action failed) => Post(_ => _ = WriteAsync(write, failed), null);

    /// <summary>Rule 3: the gate, and then the look-up, however much later that may be.</summary>
    public void Check(Check check) => Post(
        _ =>
        {
            if (World.Weakening == Weakening.GateAfterLookUp)
            {
                LookUpBeforeGate(check);
            }
            else if (!_gate.TryPass(out var roster))
            {
                Refuse(check);
            }
            else if (roster == _condemned)
            {
                _schedule.Violate(false, $"{Name} lets a check pass to a roster of which it knows that its ledger went back");
            }
            else if (_schedule.Chance.Of(World.PauseBeforeLookUp))
            {
                _schedule.Counts.Add(Count.PausedBetweenGateAndLookUp);
                _schedule.After(World.StallTime(), () => Post(_ => Answer(check, IsBlocked(check, roster)), null));
            }
            else
            {
                Answer(check, IsBlocked(check, roster));
            }
        },
        null);

    /// <summary>What a peer asks for.</summary>
    public async Task<bool> TryCatchUpAsync(string replicaId)
    {
        if (World.Weakening == Weakening.AnswersAtOnceWhilePolling && replicaId == _link.ReplicaId && !_gate.IsOpen)
        {
            return true;
        }

        if (World.Weakening == Weakening.RequestJoinsRunningPoll && RunningPoll is { IsCompleted: false } running)
        {
            return (await running).ReplicaId == replicaId;
        }

        if (World.Weakening == Weakening.AnswersUnderAnyId)
        {
            replicaId = _link.ReplicaId ?? replicaId;
        }

        var caughtUp = _follower.TryCatchUpAsync(replicaId, CancellationToken.None);
        if (caughtUp.IsCompleted)
        {
            _schedule.Counts.Add(caughtUp.Result ? Count.AnsweredAtOnce : Count.NotUnderThatId);
        }

        return await caughtUp;
    }

    /// <summary>A poll's reply that shows that the ledger went back has come.</summary>
    public void MustNotice(ReplicaRoster roster) =>
        _mustNotice = World.Weakening == Weakening.LedgerIsNotCompared ? null : roster;

    /// <summary>By its next step it must have noticed.</summary>
    public void AssertNoticed()
    {
        AssertCurrent();
        if (_mustNotice is not null && _mustNotice != _condemned)
        {
            _schedule.Violate(false, $"{Name} did not notice that the ledger went back");
        }
    }

    public void Logged(int eventId)
    {
        switch (eventId)
        {
            case 2004:
                _condemned = _link.Roster;
                Note(Count.LedgerWentBack);
                break;
            case 2005:
                Note(Count.RegistrationsLost);
                break;
            case 2006:
                Note(Count.GaveUp);
                break;
        }
    }

    private void Note(Count count)
    {
        _schedule.Trace($"{Name}: {count}");
        _schedule.Counts.Add(count);
    }

    private void Enqueue(SendOrPostCallback callback, object? state)
    {
        if (IsAlive)
        {
            _work.Add((callback, state));
            if (_work.Count == 1 && !IsPaused)
            {
                _schedule.SetReady(this, true);
            }
        }
    }

    private void Resume()
    {
        if (IsAlive && !IsPaused)
        {
            Clock.WakeUp();
            _schedule.SetReady(this, _work.Count > 0);
        }
    }

    private async Task WriteAsync(Write write, Action failed)
    {
        _calls++;
        try
        {
            using var deadline = new CancellationTokenSource(CallTime, Clock);
            var answer = await _link.WriteAsync(write).WaitAsync(deadline.Token);
            if (!answer.IsDuplicate || World.Weakening != Weakening.DuplicateDoesNotWait)
            {
                await _acknowledgement.WaitAsync(deadline.Token);
            }

            _schedule.Trace($"{Name} acknowledges {write}: position {answer.Position}{(answer.IsDuplicate ? ", duplicate" : "")}");
            World.Acknowledge(write, answer);
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

    private async Task LeaveAsync()
    {
        if (_calls > 0)
        {
            _callsFinished = new TaskCompletionSource();
            await _callsFinished.Task;
        }

        World.CheckSoon(this);
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
            // Its row stays, until writers have given up on it.
        }

        _schedule.Trace($"{Name} has left");
        _schedule.Counts.Add(Count.Leaves);
        _schedule.After(World.StallTime(), Die);
    }

    private void LookUpBeforeGate(Check check)
    {
        if (_link.Roster is not { } roster)
        {
            Refuse(check);
            return;
        }

        var isBlocked = IsBlocked(check, roster);
        _schedule.After(_schedule.Chance.Of(0.5) ? World.StallTime() : 0, () => Post(
            _ =>
            {
                if (_gate.TryPass(out var passed) && passed == roster)
                {
                    Answer(check, isBlocked);
                }
                else
                {
                    Refuse(check);
                }
            },
            null));
    }

    private static bool IsBlocked(in Check check, ReplicaRoster roster)
    {
        var (sender, customer, _) = SimulatedDatabase.Records[check.Record];
        return roster.Decide(sender, customer).IsBlocked;
    }

    private void Answer(in Check check, bool isBlocked)
    {
        _schedule.Trace($"{Name} answers {(isBlocked ? "BLOCKED" : "ALLOWED")} for record {check.Record}");
        World.History.Answer(check, isBlocked, this);
    }

    private void Refuse(in Check check)
    {
        _schedule.Trace($"{Name} refuses to answer for record {check.Record}");
        _schedule.Counts.Add(Count.Refused);
    }
}
