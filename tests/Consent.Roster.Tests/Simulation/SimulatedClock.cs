namespace Consent.Roster.Tests.Simulation;

/// <summary>
/// One machine's two clocks, neither of which need be right: their rates are off by up to 11%, and either the wall clock is
/// set now and then, or the monotonic one stands still while the machine sleeps. Never both, which the rules do not cover.
/// </summary>
internal sealed class SimulatedClock : TimeProvider
{
    public const double Drift = 0.11;

    // As long as no clock is before it: a wall clock is somewhere in 2001.
    private const long Epoch = 631_500_000_000_000_000;

    private static readonly double[] Rates = [1 - Drift, 1, 1 + Drift];

    private readonly Schedule _schedule;
    private readonly SimulatedServer _server;
    private readonly double _rate;
    private readonly double _wallRate;
    private readonly long _start;
    private long _wallOffset;
    private long _asleepSince = -1;
    private long _slept;
    private List<Timer> _dueAsleep = [];

    public SimulatedClock(Schedule schedule, SimulatedServer server)
    {
        (_schedule, _server) = (schedule, server);
        _rate = Rate();
        _wallRate = schedule.Chance.Of(0.5) ? _rate : Rate();
        _start = schedule.Chance.Between(0, 1000 * Schedule.Second);
        _wallOffset = schedule.Chance.Between(-1000 * Schedule.Second, 1000 * Schedule.Second);
        MaySleep = schedule.Chance.Of(0.3);
    }

    /// <summary>Gets a value indicating whether the monotonic clock may stand still, and the wall clock is not set.</summary>
    public bool MaySleep { get; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    private long Monotonic => _start + (long)((_schedule.Now - _slept - AsleepNow) * _rate);

    private long AsleepNow => _asleepSince >= 0 ? _schedule.Now - _asleepSince : 0;

    public override long GetTimestamp()
    {
        _server.AssertCurrent();
        return Monotonic;
    }

    public override DateTimeOffset GetUtcNow()
    {
        _server.AssertCurrent();
        return new DateTimeOffset(Epoch + _wallOffset + (long)(_schedule.Now * _wallRate), TimeSpan.Zero);
    }

    public void SetWallClock(long by) => _wallOffset += by;

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
        _server.AssertCurrent();
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private double Rate() =>
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
            if (_due < 0 || !clock._server.IsAlive)
            {
                return;
            }

            if (clock.Monotonic >= _due)
            {
                clock._server.Post(FireCallback, this);
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
