namespace Consent.Roster.Tests.Simulation;

/// <summary>A machine that runs one process: a list of work, which it does unless it is paused or dead.</summary>
internal abstract class SimulatedMachine : SynchronizationContext
{
    private readonly Schedule _schedule;
    private readonly List<(SendOrPostCallback Callback, object? State)> _work = [];
    private long _pausedUntil;

    protected SimulatedMachine(World world, string name, ClockTrust trust)
    {
        (World, Name) = (world, name);
        _schedule = world.Schedule;
        Clock = new SimulatedClock(_schedule, this, trust);
    }

    public World World { get; }

    public string Name { get; }

    public SimulatedClock Clock { get; }

    public bool IsAlive { get; private set; } = true;

    /// <summary>Gets or sets a value indicating whether clients are sent here: until it says that it is about to leave.</summary>
    public bool IsReady { get; protected set; } = true;

    public bool IsPaused => _schedule.Now < _pausedUntil;

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

    /// <summary>All of it stands still; the monotonic clock too where the machine sleeps, and both where a hypervisor freezes it.</summary>
    public void Pause(long duration)
    {
        _schedule.Trace($"{Name} pauses for {duration / Schedule.Millisecond} ms{(Clock.MaySleep ? ", asleep" : "")}");
        _schedule.Counts.Add(Clock.MayFreeze ? Count.Freezes : Clock.MaySleep ? Count.Sleeps : Count.Pauses);
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
}
