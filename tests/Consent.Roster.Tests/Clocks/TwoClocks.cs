using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Roster.Tests.Clocks;

/// <summary>A fake time whose wall clock can be set while the monotonic one goes on.</summary>
internal sealed class TwoClocks : TimeProvider
{
    private readonly FakeTimeProvider _monotonic = new();
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

    public TimeSpan WallOffset { get; set; }

    public override long TimestampFrequency => _monotonic.TimestampFrequency;

    public void Advance(TimeSpan span) => _monotonic.Advance(span);

    public override DateTimeOffset GetUtcNow() => _monotonic.GetUtcNow() + WallOffset;

    public override long GetTimestamp() => _monotonic.GetTimestamp();

    /// <summary>Waits until somebody waits for that long.</summary>
    public async Task TimerAsync(TimeSpan dueTime)
    {
        await foreach (var timer in _timers.Reader.ReadAllAsync())
        {
            if (timer == dueTime)
            {
                return;
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _monotonic.CreateTimer(callback, state, dueTime, period);
        _timers.Writer.TryWrite(dueTime);
        return timer;
    }
}
