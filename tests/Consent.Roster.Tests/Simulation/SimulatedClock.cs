namespace Consent.Roster.Tests.Simulation;

/// <summary>
/// One machine's two clocks, neither of which need be right: their rates are off by up to 11%, and either the wall clock is
/// set now and then, or the monotonic one stands still while the machine sleeps. Never both, which the rules do not cover, but
/// for a Strict server's, which may be as wrong as <see cref="ClockTrust"/> says.
/// </summary>
internal sealed class SimulatedClock : TimeProvider
{
    public const double Drift = 0.11;

    // As long as no clock is before it: a wall clock is somewhere in 2001.
    private const long Epoch = 631_500_000_000_000_000;

    private static readonly double[] Rates = [1 - Drift, 1, 1 + Drift];
    private static readonly double[] SlowRates = [0.25, 0.5, 1 - Drift, 1, 1 + Drift];
    private static readonly double[] WrongRates = [0.25, 1, 4];

    private readonly Schedule _schedule;
    private readonly SimulatedMachine _machine;
    private readonly ClockTrust _trust;
    private readonly double _rate;
    private readonly double _wallRate;
    private long _start;
    private long _wallOffset;
    private long _asleepSince = -1;
    private long _slept;
    private List<Timer> _dueAsleep = [];

    public SimulatedClock(Schedule schedule, SimulatedMachine machine, ClockTrust trust)
    {
        (_schedule, _machine, _trust) = (schedule, machine, trust);
        _rate = Rate();
        _wallRate = schedule.Chance.Of(0.5) ? _rate : Rate();
        _start = schedule.Chance.Between(0, 1000 * Schedule.Second);
        _wallOffset = schedule.Chance.Between(-1000 * Schedule.Second, 1000 * Schedule.Second);
        MaySleep = schedule.Chance.Of(trust == ClockTrust.Right ? 0.3 : 0.8);
    }

    /// <summary>Gets a value indicating whether the monotonic clock may stand still.</summary>
    public bool MaySleep { get; }

    /// <summary>Gets a value indicating whether both clocks may.</summary>
    public bool MayFreeze => MaySleep && _trust != ClockTrust.Right;

    public bool MayBeSet => !MaySleep || _trust != ClockTrust.Right;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    private long Monotonic => _start + (long)((_schedule.Now - _slept - AsleepNow) * _rate);

    private long AsleepNow => _asleepSince >= 0 ? _schedule.Now - _asleepSince : 0;

    public override long GetTimestamp()
    {
        _machine.AssertCurrent();
        return Monotonic;
    }

    public override DateTimeOffset GetUtcNow()
    {
        _machine.AssertCurrent();
        return new DateTimeOffset(Epoch + _wallOffset + (long)((_schedule.Now - (MayFreeze ? _slept + AsleepNow : 0)) * _wallRate), TimeSpan.Zero);
    }

    public void SetWallClock(long by) => _wallOffset += by;

    public void JumpAhead(long by) => _start += _trust == ClockTrust.None ? by : 0;

    public void FallAsleep() => _asleepSince = _asleepSince >= 0 ? _asleepSince : _schedule.Now;

    public void WakeUp()
    {
        _slept += AsleepNow;
        _asleepSince = -1;
        foreach (var timer in Interlocked.Exchange(ref _dueAsleep, []))
        {
            timer.Happen();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _machine.AssertCurrent();
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private double Rate() => _trust switch
    {
        ClockTrust.Right => RightRate(),
        ClockTrust.NotFast => _schedule.Chance.Of(SlowRates),
        _ => _schedule.Chance.Of(WrongRates),
    };

    private double RightRate() =>
        _schedule.Chance.Of(0.8) ? _schedule.Chance.Of(Rates) : 1 - Drift + (2 * Drift * _schedule.Chance.Below(1000) / 1000);

    private sealed class Timer(SimulatedClock clock, TimerCallback callback, object? state) : Happening, ITimer
    {
        private static readonly SendOrPostCallback FireCallback = timer => ((Timer)timer!).Fire();

        private long _due = -1;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_due >= 0 || period != Timeout.InfiniteTimeSpan)
            {
                throw new NotSupportedException("Nothing here changes a timer, or has one that repeats.");
            }

            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                _due = clock.Monotonic + dueTime.Ticks;
                Wait();
            }

            return true;
        }

        public override void Happen()
        {
            if (_due < 0 || !clock._machine.IsAlive)
            {
                return;
            }

            if (clock.Monotonic >= _due)
            {
                clock._machine.Post(FireCallback, this);
            }
            else if (clock._asleepSince >= 0)
            {
                clock._dueAsleep.Add(this);
            }
            else
            {
                Wait();
            }
        }

        public void Dispose() => _due = -1;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Wait() =>
            clock._schedule.After(Math.Max(1, (long)Math.Ceiling((_due - clock.Monotonic) / clock._rate)), this);

        private void Fire()
        {
            if (_due >= 0)
            {
                _due = -1;
                callback(state);
            }
        }
    }
}
