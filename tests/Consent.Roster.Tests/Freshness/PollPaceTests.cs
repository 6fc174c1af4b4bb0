using Consent.Roster.Freshness;

namespace Consent.Roster.Tests.Freshness;

public class PollPaceTests
{
    private readonly TwoClocks _time = new();
    private readonly PollPace _pace;

    public PollPaceTests()
    {
        _pace = new PollPace(_time);
        _time.Advance(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Wait_AfterARest_LetsSomeGoAtOnce()
    {
        AssertAtOnce(PollPace.MostAtOnce);

        Assert.False(_pace.WaitAsync().IsCompleted);
    }

    [Fact]
    public void Wait_OneEachMillisecond_NeverRests()
    {
        for (var poll = 0; poll < 1_000; poll++)
        {
            AssertAtOnce(1);
            _time.Advance(PollPace.Each);
        }
    }

    [Fact]
    public void Wait_TimerIsLate_LosesNothing()
    {
        AssertAtOnce(PollPace.MostAtOnce);
        var late = _pace.WaitAsync();

        _time.Advance(PollPace.Each * 4);

        Assert.True(late.IsCompleted);
        AssertAtOnce(3);
        Assert.False(_pace.WaitAsync().IsCompleted);
    }

    [Fact]
    public void Wait_AsFastAsItLets_IsAThousandASecond()
    {
        AssertAtOnce(PollPace.MostAtOnce);
        var polls = 0;
        var from = _time.GetTimestamp();
        while (_time.GetElapsedTime(from) < TimeSpan.FromSeconds(1))
        {
            var wait = _pace.WaitAsync();
            while (!wait.IsCompleted)
            {
                _time.Advance(TimeSpan.FromMilliseconds(0.3));
            }

            polls++;
        }

        Assert.InRange(polls, 900, 1_001);
    }

    [Fact]
    public void Wait_ClockStandsStill_RestsAMillisecondEachTime()
    {
        AssertAtOnce(PollPace.MostAtOnce);
        for (var poll = 0; poll < 100; poll++)
        {
            _ = _pace.WaitAsync();
        }

        var last = _pace.WaitAsync();
        _time.Advance(PollPace.Each);

        Assert.True(last.IsCompleted);
    }

    private void AssertAtOnce(int polls)
    {
        for (var poll = 0; poll < polls; poll++)
        {
            Assert.True(_pace.WaitAsync().IsCompleted, $"{poll}");
        }
    }
}
