using Consent.Roster.Freshness;
using Consent.Roster.Tests.Clocks;

namespace Consent.Roster.Tests.Freshness;

public sealed class PollPaceTests
{
    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(1);

    private readonly TwoClocks _time = new();
    private readonly PollPace _pace;

    public PollPaceTests()
    {
        _pace = new PollPace(_time, Each);
        _time.Advance(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Wait_OneEachMillisecond_NeverRests()
    {
        for (var poll = 0; poll < 1_000; poll++)
        {
            Assert.True(_pace.WaitAsync().IsCompleted, $"{poll}");
            _time.Advance(Each);
        }
    }

    [Fact]
    public void Wait_Sooner_RestsAMillisecondAtMost()
    {
        Assert.True(_pace.WaitAsync().IsCompleted);
        _time.Advance(Each / 2);

        var soon = _pace.WaitAsync();

        Assert.False(soon.IsCompleted);
        _time.Advance(Each);
        Assert.True(soon.IsCompleted);
    }

    [Fact]
    public void Wait_AsFastAsItLets_IsAThousandASecond()
    {
        var polls = 0;
        var from = _time.GetTimestamp();
        while (_time.GetElapsedTime(from) < TimeSpan.FromSeconds(1))
        {
            var wait = _pace.WaitAsync();
            while (!wait.IsCompleted)
            {
                _time.Advance(Each);
            }

            polls++;
        }

        Assert.InRange(polls, 900, 1_001);
    }

    [Fact]
    public void Wait_ClockStandsStill_RestsAMillisecondEachTime()
    {
        for (var poll = 0; poll < 100; poll++)
        {
            _ = _pace.WaitAsync();
        }

        var last = _pace.WaitAsync();
        _time.Advance(Each);

        Assert.True(last.IsCompleted);
    }

    [Fact]
    public async Task Wait_BySystemsClock_IsNeverSooner()
    {
        const int polls = 50;
        var pace = new PollPace(TimeProvider.System, Each);
        var from = TimeProvider.System.GetTimestamp();

        for (var poll = 0; poll < polls; poll++)
        {
            await pace.WaitExactlyAsync();
        }

        Assert.True(TimeProvider.System.GetElapsedTime(from) >= Each * (polls - 1));
    }
}
