using System.Collections.Concurrent;
using Consent.Roster.Freshness;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>A clock in the test's hand, but for the rests between polls, which are short and end by themselves.</summary>
/// <remarks>Were they in the test's hand too, one that begins just after time was moved would never end.</remarks>
internal sealed class PolledTime() : FakeTimeProvider(TimeProvider.System.GetUtcNow())
{
    private static readonly TimeSpan Rest = new FreshnessOptions().PollInterval;

    // As long as Strict rests.
    private static readonly TimeSpan ShortRest = TimeSpan.FromMilliseconds(1);

    // As long as Strict holds a check back for others.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(2);

    private readonly ConcurrentDictionary<TimeSpan, SemaphoreSlim> _timed = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Rest || dueTime == ShortRest || dueTime == Gathering)
        {
            return System.CreateTimer(callback, state, ShortRest, period);
        }

        var timer = base.CreateTimer(callback, state, dueTime, period);
        Timed(dueTime).Release();
        return timer;
    }

    /// <summary>Waits until something, once more, has begun to be timed for as long.</summary>
    public Task TimedAsync(TimeSpan dueTime) => Timed(dueTime).WaitAsync();

    private SemaphoreSlim Timed(TimeSpan dueTime) => _timed.GetOrAdd(dueTime, _ => new SemaphoreSlim(0));
}
