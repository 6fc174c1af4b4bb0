using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Freshness;

/// <summary>Rule 4, the side of the replica that is asked.</summary>
public sealed class TryCatchUpTests
{
    private const string Sender = "+15550001111";

    [Fact]
    public async Task TryCatchUp_Fresh_AnswersOnceAPollSentAfterwardsIsThere()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Sender);

        var answer = AskAsync(server, OwnRow(server).Id);
        Assert.False(answer.IsCompleted);
        await server.PollAsync();

        Assert.True(await answer);
        Assert.True(server.IsBlocked(Sender));
    }

    [Fact]
    public async Task TryCatchUp_AnotherId_IsNoAnswerAtOnce()
    {
        var server = await RosterHarness.FreshAsync();

        Assert.False(await AskAsync(server, "whoever was here before"));
    }

    [Fact]
    public async Task TryCatchUp_NotRegisteredYet_IsNoAnswer() => Assert.False(await AskAsync(new RosterHarness(), "any"));

    [Fact]
    public async Task TryCatchUp_RegisteredAgainMeanwhile_IsNoAnswer()
    {
        var server = await RosterHarness.FreshAsync();
        var id = OwnRow(server).Id;
        var answer = AskAsync(server, id);
        await server.Database.RetireAsync([id], CancellationToken.None);

        await server.PollAsync();
        await server.PollAsync();

        Assert.False(await answer);
    }

    [Fact]
    public async Task TryCatchUp_Left_IsNoAnswer()
    {
        var server = await RosterHarness.FreshAsync();
        var id = OwnRow(server).Id;
        await server.Follower.LeaveAsync(CancellationToken.None);

        Assert.False(await AskAsync(server, id));
    }

    [Fact]
    public async Task TryCatchUp_LeavesMeanwhile_KeepsNobodyWaiting()
    {
        var server = await RosterHarness.FreshAsync();
        var answer = AskAsync(server, OwnRow(server).Id);

        await server.Follower.LeaveAsync(CancellationToken.None);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task TryCatchUp_Loading_AnswersAtOnceAndIsFreshOnlyWithWhatWasWrittenBefore()
    {
        var server = new RosterHarness();
        var loaded = new TaskCompletionSource();
        server.Database.HoldLoad = () => loaded.Task;
        var polling = server.PollAsync();
        server.Database.Commit(Sender);

        Assert.True(await AskAsync(server, OwnRow(server).Id));

        Assert.Null(server.IsBlocked(Sender));
        loaded.SetResult();
        await polling;
        Assert.True(server.IsBlocked(Sender));
    }

    [Fact]
    public async Task TryCatchUp_NotFreshButAPollRuns_WaitsForTheNextOne()
    {
        var server = new RosterHarness();
        var reply = new TaskCompletionSource();
        server.Database.HoldReply = () => reply.Task;
        var running = server.PollAsync();
        server.Database.Commit(Sender);

        var answer = AskAsync(server, OwnRow(server).Id);
        reply.SetResult();
        await running;
        Assert.False(answer.IsCompleted);

        await server.PollAsync();
        Assert.True(await answer);
        Assert.True(server.IsBlocked(Sender));
    }

    [Fact]
    public async Task TryCatchUp_StaleByAWallClockThatIsThenSetBack_IsNotFreshAgainWithoutAPoll()
    {
        var server = await RosterHarness.FreshAsync();
        server.Time.WallOffset = TimeSpan.FromHours(1);
        server.Database.Commit(Sender);

        Assert.True(await AskAsync(server, OwnRow(server).Id));
        server.Time.WallOffset = TimeSpan.Zero;

        Assert.Null(server.IsBlocked(Sender));
    }

    private static Replica OwnRow(RosterHarness server) => Assert.Single(server.Database.Replicas);

    private static Task<bool> AskAsync(RosterHarness server, string replicaId) =>
        server.Follower.TryCatchUpAsync(replicaId, CancellationToken.None);
}
