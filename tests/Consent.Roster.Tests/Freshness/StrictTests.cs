using Consent.Core.Numbers;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.Roster.Replicas;

namespace Consent.Roster.Tests.Freshness;

/// <summary>Strict: a check waits for a poll sent after it arrived, and no clock matters.</summary>
public sealed class StrictTests
{
    private static readonly TimeSpan StrictSpacing = TimeSpan.FromMilliseconds(1);

    private const string Sender = "+15550001111";

    [Fact]
    public async Task PollOnce_OnANewServer_RegistersNoRow()
    {
        var server = await FreshAsync();

        Assert.Equal(["load", "poll"], server.Database.Calls);
        Assert.True(server.Gate.IsFresh);
    }

    [Fact]
    public async Task TryPass_JustPolled_IsNoAnswer()
    {
        var server = await FreshAsync();

        Assert.False(server.Gate.TryPass(out _));
    }

    [Fact]
    public async Task Pass_BeforeAnyPoll_RefusesAtOnce()
    {
        var server = new RosterHarness(FreshnessMode.Strict);

        Assert.Null(await PassAsync(server));
    }

    [Fact]
    public async Task Pass_WrittenBehindItsBackWhileTheClocksStandStill_Knows()
    {
        var server = await FreshAsync();
        server.Database.Commit(Sender);

        var passing = PassAsync(server);
        Assert.False(passing.IsCompleted);
        await server.PollAsync();

        Assert.True(IsBlocked(await passing));
    }

    [Fact]
    public async Task Pass_WhilePollRuns_WaitsForTheNextOne()
    {
        var server = await FreshAsync();
        var reply = new TaskCompletionSource();
        server.Database.HoldReply = () => reply.Task;
        var running = server.PollAsync();
        server.Database.Commit(Sender);

        var passing = PassAsync(server);
        reply.SetResult();
        await running;
        Assert.False(passing.IsCompleted);

        await server.PollAsync();
        Assert.True(IsBlocked(await passing));
    }

    [Fact]
    public async Task Pass_ManyAtOnce_ShareOnePoll()
    {
        var server = await FreshAsync();
        var passing = Enumerable.Range(0, 100).Select(_ => PassAsync(server)).ToList();

        await server.PollAsync();

        var rosters = await Task.WhenAll(passing);
        Assert.Equal(["load", "poll", "poll"], server.Database.Calls);
        Assert.All(rosters, roster => Assert.Same(rosters[0], roster));
    }

    [Fact]
    public async Task Pass_PollFails_RefusesThoseForTheNextOneTooAndAllUntilOneSucceeds()
    {
        var server = await FreshAsync();
        var reply = new TaskCompletionSource();
        server.Database.HoldReply = () => reply.Task;
        var first = PassAsync(server);
        var running = server.PollAsync();
        var second = PassAsync(server);

        reply.SetException(new IOException());
        await Assert.ThrowsAsync<IOException>(() => running);

        Assert.Null(await first);
        Assert.Null(await second);
        Assert.Null(await PassAsync(server));
        server.Database.HoldReply = null;
        await server.PollAsync();
        var third = PassAsync(server);
        await server.PollAsync();
        Assert.NotNull(await third);
    }

    [Fact]
    public async Task Pass_NoReplyInTime_IsRefusedHoweverThePollEnds()
    {
        var server = await FreshAsync();
        var passing = PassAsync(server);

        server.Time.Advance(DatabaseTimeout.Limit);

        Assert.Null(await passing);
        var next = PassAsync(server);
        await server.PollAsync();
        Assert.NotNull(await next);
    }

    [Fact]
    public async Task Pass_Cancelled_Throws()
    {
        var server = await FreshAsync();
        using var cancelled = new CancellationTokenSource();
        var passing = server.Gate.PassAsync(cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => passing);
    }

    [Fact]
    public async Task Pass_LedgerWentBack_RefusesThenLooksUpInTheNewRoster()
    {
        var server = await FreshAsync();
        server.Database.Commit(Sender);
        var before = PassAsync(server);
        await server.PollAsync();
        server.Database.GoBackTo(0);

        var during = PassAsync(server);
        await server.PollAsync();
        Assert.Null(await during);

        await server.PollAsync();
        var after = PassAsync(server);
        await server.PollAsync();
        Assert.True(IsBlocked(await before));
        Assert.False(IsBlocked(await after));
    }

    [Fact]
    public async Task Leave_WhileChecksWait_RefusesThemAndAllLaterOnes()
    {
        var server = await FreshAsync();
        var waiting = PassAsync(server);

        await server.Follower.LeaveAsync(CancellationToken.None);

        Assert.Null(await waiting);
        await server.PollAsync();
        Assert.Null(await PassAsync(server));
        Assert.DoesNotContain("delete", server.Database.Calls);
    }

    [Fact]
    public async Task Follow_ManyChecksOneAfterTheOther_RestsBetweenPolls()
    {
        var server = await FreshAsync();
        using var stop = new CancellationTokenSource();
        var following = server.Follower.FollowAsync(stop.Token);

        // The first poll was the follower's own.
        var passing = PassAsync(server);
        await server.Time.TimerAsync(StrictSpacing);
        Assert.False(passing.IsCompleted);
        server.Time.Advance(StrictSpacing);
        Assert.NotNull(await passing);
        await stop.CancelAsync();
        await following;
    }

    [Fact]
    public async Task Follow_WaveComesBackOneByOne_IsServedByOnePoll()
    {
        const int callers = 64;
        var server = await FreshAsync();
        await AnsweredAsync(server, callers);
        using var stop = new CancellationTokenSource();
        var first = PassAsync(server);
        var following = server.Follower.FollowAsync(stop.Token);
        await server.Time.TimerAsync(StrictChecks.LongestGathering);
        var polls = Polls(server);

        var others = Enumerable.Range(1, callers - 2).Select(_ => PassAsync(server)).ToList();
        Assert.Equal(polls, Polls(server));
        var last = PassAsync(server);

        // Time stands still: they are sent for because they are all there.
        await Task.WhenAll([first, .. others, last]);
        Assert.Equal(polls + 1, Polls(server));
        await stop.CancelAsync();
        await following;
    }

    [Fact]
    public async Task Follow_HalfWaitsWhenTheOtherIsAnswered_AreServedTogetherFromThenOn()
    {
        var server = await FreshAsync();
        var reply = new TaskCompletionSource();
        server.Database.HoldReply = () => reply.Task;
        var half = PassAsync(server);
        var running = server.PollAsync();
        var otherHalf = PassAsync(server);
        reply.SetResult();
        await running;
        await half;

        var gathering = server.Gate.Checks.GatherAsync(CancellationToken.None);
        Assert.False(gathering.IsCompleted);
        half = PassAsync(server);
        await gathering;

        await server.PollAsync();
        Assert.NotNull(await half);
        Assert.NotNull(await otherHalf);
    }

    [Fact]
    public async Task Gather_OthersHaveCeasedToAsk_HoldsOneBackForAMomentAndOnlyOnce()
    {
        var server = await FreshAsync();
        await AnsweredAsync(server, 2);
        var passing = PassAsync(server);

        var gathering = server.Gate.Checks.GatherAsync(CancellationToken.None);
        server.Time.Advance(StrictChecks.LongestGathering - TimeSpan.FromTicks(1));
        Assert.False(gathering.IsCompleted);
        server.Time.Advance(TimeSpan.FromTicks(1));
        await gathering;

        await server.PollAsync();
        Assert.NotNull(await passing);
        passing = PassAsync(server);
        Assert.True(server.Gate.Checks.GatherAsync(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Gather_NobodyWaits_HoldsNoPollBack()
    {
        var server = await FreshAsync();
        await AnsweredAsync(server, 2);

        Assert.True(server.Gate.Checks.GatherAsync(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Gather_Stopping_Ends()
    {
        var server = await FreshAsync();
        await AnsweredAsync(server, 2);
        _ = PassAsync(server);
        using var stop = new CancellationTokenSource();

        var gathering = server.Gate.Checks.GatherAsync(stop.Token);
        await stop.CancelAsync();

        await gathering;
    }

    [Fact]
    public async Task Follow_PollFails_TriesAgainSoonAndThenAtTheInterval()
    {
        var server = new RosterHarness(FreshnessMode.Strict);
        server.Database.Failure = new IOException();
        using var stop = new CancellationTokenSource();
        var following = server.Follower.FollowAsync(stop.Token);
        Assert.Single(server.Database.Calls);

        server.Time.Advance(StrictSpacing);
        await server.Time.TimerAsync(RosterHarness.PollInterval);
        Assert.Equal(2, server.Database.Calls.Count);

        server.Database.Failure = null;
        server.Time.Advance(RosterHarness.PollInterval);
        await server.Time.TimerAsync(RosterHarness.PollInterval);
        Assert.True(server.Gate.IsFresh);
        await stop.CancelAsync();
        await following;
    }

    [Fact]
    public async Task Follow_PollFailsAfterOneThatSucceeded_TriesAgainSoon()
    {
        var server = new RosterHarness(FreshnessMode.Strict);
        server.Database.Failure = new IOException();
        using var stop = new CancellationTokenSource();
        var following = server.Follower.FollowAsync(stop.Token);
        await server.Time.TimerAsync(StrictSpacing);
        server.Database.Failure = null;
        server.Time.Advance(StrictSpacing);
        await server.Time.TimerAsync(RosterHarness.PollInterval);
        Assert.True(server.Gate.IsFresh);

        server.Database.Failure = new IOException();
        server.Time.Advance(RosterHarness.PollInterval);

        await server.Time.TimerAsync(StrictSpacing);
        await stop.CancelAsync();
        await following;
    }

    [Fact]
    public async Task Acknowledgement_InNobodysList_AsksEverybody()
    {
        var server = await FreshAsync();
        server.AddReplica("second");
        server.AddReplica("retired", retired: true);

        await server.PollUntilDoneAsync(server.Acknowledgement.WaitAsync(CancellationToken.None));

        Assert.Equal(["retired", "second"], server.Peers.Asked.Order());
    }

    [Fact]
    public async Task TryCatchUp_InNobodysList_IsNoAnswer() =>
        Assert.False(await (await FreshAsync()).Follower.TryCatchUpAsync("whoever was here before", CancellationToken.None));

    private static Task<RosterHarness> FreshAsync() => RosterHarness.FreshAsync(FreshnessMode.Strict);

    /// <summary>So many callers have been answered by one poll.</summary>
    private static async Task AnsweredAsync(RosterHarness server, int callers)
    {
        var passing = Enumerable.Range(0, callers).Select(_ => PassAsync(server)).ToList();
        await server.PollAsync();
        await Task.WhenAll(passing);
    }

    private static int Polls(RosterHarness server) => server.Database.Calls.Count(call => call == "poll");

    private static Task<ReplicaRoster?> PassAsync(RosterHarness server) => server.Gate.PassAsync(CancellationToken.None);

    private static bool IsBlocked(ReplicaRoster? roster) =>
        roster!.FindPair(SenderNumber.Parse(Sender), PhoneNumber.Parse(FakeRosterDatabase.Customer)).Decide().IsBlocked;
}
