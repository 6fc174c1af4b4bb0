using Consent.Roster.Freshness;

namespace Consent.Roster.Tests.Freshness;

public class RosterServiceTests
{
    [Fact]
    public async Task Stop_WhileItFollows_EndsFollowingThenLeaves()
    {
        var server = new RosterHarness();
        using var service = new RosterService(server.Follower);
        await service.StartAsync(CancellationToken.None);
        await server.Time.TimerAsync(RosterHarness.PollInterval);
        Assert.Single(server.Database.Replicas);

        await service.StopAsync(CancellationToken.None);

        Assert.True(service.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Empty(server.Database.Replicas);
        Assert.Null(server.IsBlocked("+15550001111"));
    }
}
