using System.Threading.Channels;
using Consent.Grpc.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>A clock in the test's hand, which tells when a call has begun to be timed.</summary>
internal sealed class WatchedTime() : FakeTimeProvider(TimeProvider.System.GetUtcNow())
{
    private readonly Channel<bool> _timed = Channel.CreateUnbounded<bool>();

    public async Task CallTimedAsync() => await _timed.Reader.ReadAsync();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == CallTime.ServersOwn && period == Timeout.InfiniteTimeSpan && state is CancellationTokenSource)
        {
            _timed.Writer.TryWrite(true);
        }

        return timer;
    }
}
