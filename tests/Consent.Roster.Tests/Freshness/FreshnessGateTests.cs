namespace Consent.Roster.Tests.Freshness;

public sealed class FreshnessGateTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Fact]
    public void TryPass_BeforeAnyPoll_Refuses() => Assert.Null(new RosterHarness().IsBlocked("+15550001111"));

    [Fact]
    public async Task TryPass_AtMaxStaleness_PassesAndThenRefuses()
    {
        var server = await RosterHarness.FreshAsync();

        server.Time.Advance(RosterHarness.MaxStaleness);
        Assert.False(server.IsBlocked("+15550001111"));

        server.Time.Advance(Tick);
        Assert.Null(server.IsBlocked("+15550001111"));
    }

    [Fact]
    public async Task TryPass_WallClockJumpsAhead_Refuses()
    {
        var server = await RosterHarness.FreshAsync();

        server.Time.WallOffset = RosterHarness.MaxStaleness + Tick;

        Assert.Null(server.IsBlocked("+15550001111"));
    }

    [Fact]
    public async Task TryPass_WallClockSetBack_GoesByTheMonotonicClock()
    {
        var server = await RosterHarness.FreshAsync();
        server.Time.WallOffset = TimeSpan.FromHours(-1);

        Assert.False(server.IsBlocked("+15550001111"));
        server.Time.Advance(RosterHarness.MaxStaleness + Tick);

        Assert.Null(server.IsBlocked("+15550001111"));
    }
}
