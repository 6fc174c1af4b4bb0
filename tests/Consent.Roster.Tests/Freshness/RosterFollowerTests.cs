using Consent.Core.Records;
using Consent.Roster.Freshness;
using Consent.Roster.Replicas;

namespace Consent.Roster.Tests.Freshness;

public sealed class RosterFollowerTests
{
    private const string Sender = "+15550001111";

    [Fact]
    public async Task PollOnce_OnANewServer_RegistersThenLoadsThenPolls()
    {
        var server = await RosterHarness.FreshAsync();

        Assert.Equal(["register", "load", "poll"], server.Database.Calls);
        Assert.False(server.IsBlocked(Sender));
    }

    [Fact]
    public async Task PollOnce_LoadedButPollUnanswered_IsNotFresh()
    {
        var server = new RosterHarness();
        server.Database.Commit(Sender);
        var reply = new TaskCompletionSource();
        server.Database.HoldReply = () => reply.Task;

        var polling = server.PollAsync();

        Assert.Contains("load", server.Database.Calls);
        Assert.Null(server.IsBlocked(Sender));
        reply.SetResult();
        await polling;
        Assert.True(server.IsBlocked(Sender));
    }

    [Fact]
    public async Task PollOnce_SlowReply_IsFreshAsOfWhenItWasSent()
    {
        var server = new RosterHarness();
        var reply = new TaskCompletionSource();
        server.Database.HoldReply = () => reply.Task;
        var polling = server.PollAsync();
        server.Time.Advance(TimeSpan.FromSeconds(1.5));
        reply.SetResult();
        await polling;

        server.Time.Advance(TimeSpan.FromSeconds(3.5));
        Assert.False(server.IsBlocked(Sender));

        server.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(server.IsBlocked(Sender));
    }

    [Fact]
    public async Task PollOnce_NewEntries_AreApplied()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Sender);

        await server.PollAsync();

        Assert.True(server.IsBlocked(Sender));
    }

    [Fact]
    public async Task PollOnce_MoreThanAPage_IsFreshOnlyWithTheLastOfThem()
    {
        var server = await RosterHarness.FreshAsync();
        Commit(server, (2 * RosterFollower.Page) + 1);
        server.Database.Commit("ACME");
        server.Time.Advance(RosterHarness.MaxStaleness * 2);
        var replies = 0;
        server.Database.HoldReply = () =>
        {
            // No page but the last makes it fresh.
            Assert.Null(server.IsBlocked("ACME"));
            replies++;
            return Task.CompletedTask;
        };

        await server.PollAsync();

        Assert.Equal(3, replies);
        Assert.True(server.IsBlocked("ACME"));
    }

    [Fact]
    public async Task PollOnce_EntriesCommittedMeanwhile_EndsWithTheLastOfThoseThatWereThere()
    {
        var server = await RosterHarness.FreshAsync();
        Commit(server, RosterFollower.Page + 1);
        var replies = 0;
        server.Database.HoldReply = () =>
        {
            if (++replies <= 4)
            {
                Commit(server, RosterFollower.Page);
            }

            return Task.CompletedTask;
        };

        await server.PollAsync();

        Assert.Equal(2, replies);
    }

    [Fact]
    public async Task PollOnce_Answered_TellsTheDatabasesTime()
    {
        var server = new RosterHarness();
        Assert.Null(server.DatabaseClock.Now);
        server.Database.ClockOffset = TimeSpan.FromMinutes(3);
        await server.PollAsync();

        server.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(Instant.From(server.Time.GetUtcNow() + TimeSpan.FromMinutes(3)), server.DatabaseClock.Now);
    }

    [Fact]
    public async Task Follow_AskedAgainAtOnce_KeepsThePollSpacing()
    {
        var spacing = TimeSpan.FromMilliseconds(70);
        var server = new RosterHarness(pollSpacing: spacing);
        using var stop = new CancellationTokenSource();
        var following = server.Follower.FollowAsync(stop.Token);

        var caughtUp = server.Follower.CatchUpAsync(CancellationToken.None);
        await server.Time.TimerAsync(spacing);
        Assert.False(caughtUp.IsCompleted);
        server.Time.Advance(spacing);

        await caughtUp;
        await stop.CancelAsync();
        await following;
    }

    [Fact]
    public async Task Follow_StoppedWhileItRestsAfterAFailure_EndsWithoutOne()
    {
        var server = new RosterHarness();
        server.Database.Failure = new IOException();
        using var stop = new CancellationTokenSource();
        var following = server.Follower.FollowAsync(stop.Token);
        await server.Time.TimerAsync(RosterHarness.PollInterval);

        await stop.CancelAsync();

        await following;
    }

    [Fact]
    public async Task PollOnce_OwnRowGone_IsNotFreshAndRegistersAgain()
    {
        var server = await RosterHarness.FreshAsync();
        var id = Assert.Single(server.Database.Replicas).Id;
        await server.Database.DeleteAsync(id, default);

        await server.PollAsync();
        Assert.Null(server.IsBlocked(Sender));

        await server.PollAsync();
        Assert.False(server.IsBlocked(Sender));
        Assert.NotEqual(id, Assert.Single(server.Database.Replicas).Id);
    }

    [Fact]
    public async Task PollOnce_OwnRowRetired_GrowsNoFresherUntilRegisteredAgain()
    {
        var server = await RosterHarness.FreshAsync();
        server.Time.Advance(TimeSpan.FromSeconds(3));
        await server.Database.RetireAsync([Assert.Single(server.Database.Replicas).Id], default);
        server.Database.Commit(Sender);

        await server.PollAsync();
        Assert.False(server.IsBlocked(Sender));
        server.Time.Advance(TimeSpan.FromSeconds(2.001));
        Assert.Null(server.IsBlocked(Sender));

        await server.PollAsync();
        Assert.True(server.IsBlocked(Sender));
    }

    [Fact]
    public async Task PollOnce_FreshUnderAnotherId_DeletesItsFormerRow()
    {
        var server = await RosterHarness.FreshAsync();
        var id = Assert.Single(server.Database.Replicas).Id;
        await server.Database.RetireAsync([id], default);
        await server.PollAsync();
        server.Database.HoldReply = () =>
        {
            // Not before: what it knew under the old id may still answer checks.
            Assert.Contains(server.Database.Replicas, replica => replica.Id == id);
            return Task.CompletedTask;
        };

        await server.PollAsync();

        var now = Assert.Single(server.Database.Replicas);
        Assert.NotEqual(id, now.Id);
        Assert.False(now.IsRetired);
    }

    [Fact]
    public async Task PollOnce_RegistrationOfUnknownOutcome_LeavesNoRow()
    {
        var server = new RosterHarness();
        server.Database.FailureAfter = new IOException();
        await Assert.ThrowsAsync<IOException>(server.PollAsync);
        var unknown = Assert.Single(server.Database.Replicas).Id;
        server.Database.FailureAfter = null;

        await server.PollAsync();

        Assert.NotEqual(unknown, Assert.Single(server.Database.Replicas).Id);
    }

    [Fact]
    public async Task PollOnce_DeclaredDead_DoesNotRegisterAgain()
    {
        var server = await RosterHarness.FreshAsync();
        await server.Database.DeleteAsync(Assert.Single(server.Database.Replicas).Id, default);
        server.Membership.IsMember = false;
        await server.PollAsync();

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(server.PollAsync);

        Assert.Contains("no longer a member", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(server.Database.Replicas);
        Assert.Null(server.IsBlocked(Sender));
    }

    [Fact]
    public async Task Leave_WhileItLoads_IsNeverFreshThoughAPollStillShowsTheRow()
    {
        var server = new RosterHarness();
        var loaded = new TaskCompletionSource();
        server.Database.HoldLoad = () => loaded.Task;
        var polling = server.PollAsync();
        var row = Assert.Single(server.Database.Replicas);

        await server.Follower.LeaveAsync(CancellationToken.None);
        server.Database.Put(row);
        loaded.SetResult();
        await polling;

        Assert.Null(server.IsBlocked(Sender));
    }

    [Fact]
    public async Task Leave_RetiredAndDeclaredDead_DeletesTheRetiredRow()
    {
        var server = await RosterHarness.FreshAsync();
        await server.Database.RetireAsync([Assert.Single(server.Database.Replicas).Id], default);
        await server.PollAsync();
        server.Membership.IsMember = false;
        await Assert.ThrowsAsync<InvalidOperationException>(server.PollAsync);
        Assert.Single(server.Database.Replicas);

        await server.Follower.LeaveAsync(CancellationToken.None);

        Assert.Null(server.IsBlocked(Sender));
        Assert.Empty(server.Database.Replicas);
    }

    [Fact]
    public async Task Leave_AfterARegistrationOfUnknownOutcome_DeletesItsRow()
    {
        var server = new RosterHarness();
        server.Database.FailureAfter = new IOException();
        await Assert.ThrowsAsync<IOException>(server.PollAsync);
        Assert.Single(server.Database.Replicas);
        server.Database.FailureAfter = null;

        await server.Follower.LeaveAsync(CancellationToken.None);

        Assert.Empty(server.Database.Replicas);
    }

    [Fact]
    public async Task Leave_WhileItFollows_IsNotFollowedByAnotherRow()
    {
        var server = await RosterHarness.FreshAsync();

        server.UntilDone(async () =>
        {
            var following = server.Follower.FollowAsync(CancellationToken.None);
            await server.Follower.LeaveAsync(CancellationToken.None);
            await following;
        });

        Assert.Empty(server.Database.Replicas);
        Assert.Null(server.IsBlocked(Sender));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task PollOnce_EntryMissing_AppliesNothingAfterItAndGrowsStale(int committed)
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Lost = 1;
        for (var position = 1; position <= committed; position++)
        {
            server.Database.Commit(Sender);
        }

        server.Time.Advance(TimeSpan.FromSeconds(3));
        var gap = await Assert.ThrowsAsync<InvalidDataException>(server.PollAsync);
        Assert.Contains("no entry 1,", gap.Message, StringComparison.Ordinal);
        Assert.False(server.IsBlocked(Sender));
        server.Time.Advance(TimeSpan.FromSeconds(2.001));
        Assert.Null(server.IsBlocked(Sender));

        server.Database.Lost = null;
        await server.PollAsync();
        Assert.True(server.IsBlocked(Sender));
    }

    [Fact]
    public async Task PollOnce_RegistrationFailed_TriesAnotherId()
    {
        var server = new RosterHarness();
        server.Database.Failure = new IOException();
        await Assert.ThrowsAsync<IOException>(server.PollAsync);
        server.Database.Failure = null;

        await server.PollAsync();

        Assert.False(server.IsBlocked(Sender));
        Assert.Single(server.Database.Replicas);
    }

    [Theory]
    [InlineData("+15550009999")]
    [InlineData(null)]
    public async Task PollOnce_LedgerWentBack_IsNotFreshAndLoadsWhole(string? senderSince)
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit("+15550002222");
        server.Database.Commit(Sender);
        await server.PollAsync();
        server.Database.GoBackTo(1);
        if (senderSince is not null)
        {
            server.Database.Commit(senderSince);
        }

        Assert.True(server.Gate.TryPass(out var old));
        await server.PollAsync();
        Assert.Null(server.IsBlocked(Sender));

        await server.PollAsync();
        Assert.False(server.IsBlocked(Sender));
        Assert.True(server.IsBlocked("+15550002222"));
        Assert.True(server.Gate.TryPass(out var current));
        Assert.NotSame(old, current);
    }

    [Theory]
    [InlineData(2, 0, "Entries 3 to 3 were followed and are missing: the ledger ends at 2 ")]
    [InlineData(1, 5, "Entries 2 to 3 were followed and are missing: the ledger ends at 6 ")]
    [InlineData(0, 0, "Entries 1 to 3 were followed and are missing: the ledger ends at 0 ")]
    public async Task PollOnce_LedgerWentBack_TellsWhichEntriesAreMissing(int to, int writtenSince, string told)
    {
        var server = await RosterHarness.FreshAsync();
        Commit(server, 3);
        await server.PollAsync();
        server.Database.GoBackTo(to);
        Commit(server, writtenSince);

        await server.PollAsync();

        var (id, message) = Assert.Single(server.Log.Entries, entry => entry.Event is 2004 or 2011 or 2012 or 2013);
        Assert.Equal(2004, id);
        Assert.StartsWith(told, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PollOnce_FailoverThatLostNothing_SaysSo()
    {
        var server = await RosterHarness.FreshAsync();
        Commit(server, 3);
        await server.PollAsync();
        server.Database.DatabaseId = "another timeline";

        await server.PollAsync();

        var (id, message) = Assert.Single(server.Log.Entries, entry => entry.Event is 2004 or 2011 or 2012 or 2013);
        Assert.Equal(2011, id);
        Assert.Contains("nothing that was followed, up to position 3, is missing", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PollOnce_LedgerWentBackBehindWhatWasLoaded_TellsThatEarlierOnesMayBeMissing()
    {
        var server = new RosterHarness();
        Commit(server, 5);
        await server.PollAsync();
        Commit(server, 1);
        await server.PollAsync();
        server.Database.GoBackTo(3);

        await server.PollAsync();

        var (_, message) = Assert.Single(server.Log.Entries, entry => entry.Event == 2012);
        Assert.StartsWith("Entries 5 to 6 were followed and are missing, and earlier ones may be", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PollOnce_DatabaseFailsWhileItIsCompared_SaysThatNobodyKnowsAndIsNotFresh()
    {
        var server = await RosterHarness.FreshAsync();
        Commit(server, 3);
        await server.PollAsync();
        server.Database.GoBackTo(1);
        server.Database.HoldReply = () =>
        {
            server.Database.Failure = new IOException();
            return Task.CompletedTask;
        };

        await Assert.ThrowsAsync<IOException>(server.PollAsync);

        Assert.Single(server.Log.Entries, entry => entry.Event == 2013);
        Assert.Null(server.IsBlocked(Sender));
    }

    [Fact]
    public async Task PollOnce_AnotherDatabase_IsNotFreshAndLoadsWhole()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.DatabaseId = "another";

        await server.PollAsync();
        Assert.Null(server.IsBlocked(Sender));

        await server.PollAsync();
        Assert.False(server.IsBlocked(Sender));
    }

    [Fact]
    public async Task PollOnce_NoReplyInTime_DropsTheReplyThatComesLater()
    {
        var server = await RosterHarness.FreshAsync();
        var reply = new TaskCompletionSource();
        server.Database.HoldReply = () => reply.Task;
        server.Database.Commit(Sender);
        var polling = server.PollAsync();
        server.Time.Advance(DatabaseTimeout.Limit);
        var timeout = await Assert.ThrowsAsync<TimeoutException>(() => polling);
        Assert.Contains("database", timeout.Message, StringComparison.Ordinal);

        reply.SetResult();

        Assert.False(server.IsBlocked(Sender));
        server.Time.Advance(RosterHarness.MaxStaleness - DatabaseTimeout.Limit + TimeSpan.FromTicks(1));
        Assert.Null(server.IsBlocked(Sender));
    }

    [Fact]
    public async Task CatchUp_WhilePollRuns_WaitsForTheNextOne()
    {
        var server = await RosterHarness.FreshAsync();
        var reply = new TaskCompletionSource();
        server.Database.HoldReply = () => reply.Task;
        var running = server.PollAsync();
        var position = server.Database.Commit(Sender);

        var caughtUp = server.Follower.CatchUpAsync(CancellationToken.None);
        reply.SetResult();
        await running;
        Assert.False(caughtUp.IsCompleted);

        await server.PollAsync();
        await caughtUp;
        Assert.True(server.Gate.TryPass(out var roster));
        Assert.Equal(position, roster.Position);
    }

    [Fact]
    public async Task CatchUp_PollFails_WaitsForOneThatDoesNot()
    {
        var server = await RosterHarness.FreshAsync();
        var caughtUp = server.Follower.CatchUpAsync(CancellationToken.None);
        server.Database.Failure = new IOException();
        await Assert.ThrowsAsync<IOException>(server.PollAsync);
        Assert.False(caughtUp.IsCompleted);

        server.Database.Failure = null;
        await server.PollAsync();

        await caughtUp;
    }

    [Fact]
    public async Task CatchUp_Cancelled_AcknowledgesNothing()
    {
        var server = await RosterHarness.FreshAsync();
        using var cancelled = new CancellationTokenSource();
        var caughtUp = server.Follower.CatchUpAsync(cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => caughtUp);
    }

    [Fact]
    public async Task Leave_WhileARosterIsHeld_IsNeverFreshAgainAndDeletesTheRow()
    {
        var server = await RosterHarness.FreshAsync();
        Assert.True(server.Gate.TryPass(out _));

        await server.Follower.LeaveAsync(CancellationToken.None);

        Assert.Null(server.IsBlocked(Sender));
        Assert.Empty(server.Database.Replicas);
        Assert.Equal("delete", server.Database.Calls[^1]);
    }

    [Fact]
    public async Task PollOnce_RetiredReplica_IsDeletedOnceItsFreshnessHasRunOutForCertain()
    {
        var server = await RosterHarness.FreshAsync();
        server.AddReplica("dead", retired: true);
        await server.PollAsync();

        server.Time.Advance((RosterHarness.MaxStaleness * 1.25) - TimeSpan.FromTicks(1));
        await server.PollAsync();
        Assert.Contains(server.Database.Replicas, replica => replica.Id == "dead");

        // By the slower of the two clocks: the wall clock was set back meanwhile.
        server.Time.WallOffset = TimeSpan.FromSeconds(-1);
        server.Time.Advance(TimeSpan.FromTicks(1));
        await server.PollAsync();
        Assert.Contains(server.Database.Replicas, replica => replica.Id == "dead");

        server.Time.Advance(TimeSpan.FromSeconds(1));
        await server.PollAsync();
        Assert.DoesNotContain(server.Database.Replicas, replica => replica.Id == "dead");
    }

    private static void Commit(RosterHarness server, int entries)
    {
        for (var entry = 0; entry < entries; entry++)
        {
            server.Database.Commit(Sender);
        }
    }
}
