using Consent.Load.Pacing;

namespace Consent.Load.Tests.Pacing;

public sealed class ScheduleTests
{
    private const long Second = 1_000_000;

    [Fact]
    public void TryTake_Open_GivesWhatIsDueAndNoMore()
    {
        var schedule = new Schedule(500, Second, TimeSpan.Zero, TimeSpan.FromSeconds(1), null, 1_000);

        Assert.Equal([500, 1_500, 2_500], Taken(schedule, 3_499).Select(call => call.DueAt));
        Assert.Equal(3_500, schedule.NextDueAt(3_499));
        Assert.Equal([3_500], Taken(schedule, 3_500).Select(call => call.DueAt));
    }

    [Fact]
    public void TryTake_OpenAndLate_GivesEveryCallWithItsOwnTime()
    {
        var schedule = new Schedule(0, Second, TimeSpan.Zero, TimeSpan.FromSeconds(1), null, 3);

        var taken = Taken(schedule, 100 * Second);

        Assert.Equal([0, 333_333, 666_666], taken.Select(call => call.DueAt));
        Assert.True(schedule.IsOver(100 * Second));
    }

    [Fact]
    public void TryTake_WarmUp_DoesNotCount()
    {
        var schedule = new Schedule(0, Second, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1), null, 2);

        var taken = Taken(schedule, 10 * Second);

        Assert.Equal([false, false, false, false, true, true], taken.Select(call => call.Counts));
    }

    [Fact]
    public void TryTake_Count_CountsAfterTheWarmUp()
    {
        var schedule = new Schedule(0, Second, TimeSpan.FromSeconds(1), null, 3, 2);

        var taken = Taken(schedule, 10 * Second);

        Assert.Equal(5, taken.Count);
        Assert.Equal(3, taken.Count(call => call.Counts));
    }

    [Fact]
    public void TryTake_Closed_IsDueNowUntilTheEnd()
    {
        var schedule = new Schedule(0, Second, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), null, null);

        Assert.True(schedule.TryTake(7, out var warm));
        Assert.True(schedule.TryTake(Second, out var counted));
        Assert.False(schedule.TryTake(2 * Second, out _));
        Assert.Equal((new DueCall(0, 7, false), new DueCall(1, Second, true)), (warm, counted));
        Assert.True(schedule.IsOver(2 * Second));
    }

    [Fact]
    public void CountUntaken_WhatWasDueAndNobodyTook()
    {
        var schedule = new Schedule(0, Second, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), null, 10);
        Taken(schedule, Second + (Second / 2));

        Assert.Equal(4, schedule.CountUntaken(10 * Second));
    }

    [Theory]
    [InlineData(null, 3L, 2.0, 2_500_000L)]
    [InlineData(1, 30L, 2.0, 2_000_000L)]
    [InlineData(1, null, null, 2_000_000L)]
    [InlineData(null, 3L, null, null)]
    public void LastDueAt_IsKnownWhereItDoesNotDependOnAnswers(int? seconds, long? count, double? rate, long? expected)
    {
        var duration = seconds is { } given ? TimeSpan.FromSeconds(given) : (TimeSpan?)null;

        Assert.Equal(expected, new Schedule(0, Second, TimeSpan.FromSeconds(1), duration, count, rate).LastDueAt);
    }

    private static List<DueCall> Taken(Schedule schedule, long now)
    {
        var taken = new List<DueCall>();
        while (schedule.TryTake(now, out var call))
        {
            taken.Add(call);
        }

        return taken;
    }
}
