using Consent.Roster.Acknowledgements;
using Consent.Roster.Freshness;
using Consent.Roster.Tests.Freshness;
using Consent.Storage.Ledger;

namespace Consent.Roster.Tests.Acknowledgements;

public sealed class AcknowledgementTests
{
    private const string Sender = "+15550001111";
    private static readonly TimeSpan Patience = RosterHarness.MaxStaleness * 1.25;

    [Fact]
    public async Task Wait_AloneInTheList_ReturnsOnceItsOwnRosterKnows()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Sender);

        var acknowledged = server.Acknowledgement.WaitAsync(CancellationToken.None);
        Assert.False(acknowledged.IsCompleted);
        await server.PollAsync();
        await acknowledged;

        Assert.True(server.IsBlocked(Sender));
        Assert.Empty(server.Peers.Asked);
    }

    [Fact]
    public async Task Wait_OwnCommitAndAlone_ReturnsAtOnceAndItsOwnRosterKnows()
    {
        var server = await RosterHarness.FreshAsync();
        var committed = server.CommitOwn(Sender);

        Assert.True(server.Acknowledgement.WaitAsync(committed, CancellationToken.None).IsCompletedSuccessfully);

        Assert.True(server.IsBlocked(Sender));
        Assert.Single(server.Database.Calls, "poll");
    }

    [Fact]
    public async Task Wait_OwnCommit_AsksThoseInTheListOfItsTransactionAndBringsItsEntry()
    {
        var server = await RosterHarness.FreshAsync();
        var peer = new RosterHarness(database: server.Database);
        await peer.PollAsync();
        server.Peers.AnswerRequest = peer.Follower.TryCatchUpAsync;

        await server.Acknowledgement.WaitAsync(server.CommitOwn(Sender), CancellationToken.None);

        Assert.True(peer.IsBlocked(Sender));
        Assert.Equal(2, server.Database.Calls.Count(call => call == "poll"));
    }

    [Fact]
    public async Task Wait_ServerThatRegisteredAfterTheCommit_IsNotAsked()
    {
        var server = await RosterHarness.FreshAsync();
        var committed = server.CommitOwn(Sender);
        server.AddReplica("later");

        await server.Acknowledgement.WaitAsync(committed, CancellationToken.None);

        Assert.Empty(server.Peers.Asked);
    }

    [Fact]
    public async Task Wait_CommitThatItsOwnRosterLacks_Polls()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Sender);
        var elsewhere = new LedgerPoint(1, server.Database.Ledger[0].Mark);

        var acknowledged = server.Acknowledgement.WaitAsync(elsewhere, CancellationToken.None);
        Assert.False(acknowledged.IsCompleted);
        await server.PollAsync();
        await acknowledged;

        Assert.True(server.IsBlocked(Sender));
    }

    [Fact]
    public async Task Wait_CommitOfALedgerThatWentBack_Polls()
    {
        var server = await RosterHarness.FreshAsync();
        server.CommitOwn(Sender);
        server.Database.GoBackTo(0);
        server.Database.Commit(Sender);
        var another = new LedgerPoint(1, server.Database.Ledger[0].Mark);

        Assert.False(server.Acknowledgement.WaitAsync(another, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Wait_EntryKnownByAPollAlone_Polls()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Sender);
        await server.PollAsync();
        var polled = new LedgerPoint(1, server.Database.Ledger[0].Mark);

        // Its transaction's list was another server's, and a poll's is of before.
        Assert.False(server.Acknowledgement.WaitAsync(polled, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Wait_OwnCommitWhileALaterRosterLoads_Polls()
    {
        var server = await RosterHarness.FreshAsync();
        var committed = server.CommitOwn(Sender);
        server.Database.DatabaseId = "another";
        await server.PollAsync();

        Assert.False(server.Acknowledgement.WaitAsync(committed, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Wait_OwnCommitOfAServerThatMustRegisterAgain_Polls()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Retire();
        await server.PollAsync();
        var committed = server.CommitOwn(Sender);

        Assert.False(server.Acknowledgement.WaitAsync(committed, CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Wait_OwnCommitInStrict_AsksWithoutAPoll()
    {
        var server = await RosterHarness.FreshAsync(FreshnessMode.Strict);
        server.AddReplica("second");

        await server.Acknowledgement.WaitAsync(server.CommitOwn(Sender), CancellationToken.None);

        Assert.Equal(["second"], server.Peers.Asked);
        Assert.Single(server.Database.Calls, "poll");
    }

    [Fact]
    public async Task Wait_OthersInTheList_AsksEachRetiredOnesToo()
    {
        var server = await RosterHarness.FreshAsync();
        server.AddReplica("second");
        server.AddReplica("retired", retired: true);

        await server.PollUntilDoneAsync(server.Acknowledgement.WaitAsync(CancellationToken.None));

        Assert.Equal(["retired", "second"], server.Peers.Asked.Order());
    }

    [Fact]
    public async Task Wait_AnotherServerFollowsTheSameLedger_KnowsWithoutAPollOfItsOwn()
    {
        var server = await RosterHarness.FreshAsync();
        var peer = new RosterHarness(database: server.Database);
        await peer.PollAsync();
        server.Peers.AnswerRequest = peer.Follower.TryCatchUpAsync;
        server.Database.Commit(Sender);

        var acknowledged = server.Acknowledgement.WaitAsync(CancellationToken.None);
        await server.PollAsync();
        await acknowledged;

        Assert.True(peer.IsBlocked(Sender));
    }

    [Fact]
    public async Task Wait_OneHasNotAnswered_DoesNotReturn()
    {
        var server = await RosterHarness.FreshAsync();
        server.AddReplica("second");
        var answer = new TaskCompletionSource<bool>();
        server.Peers.Answer = (_, _) => answer.Task;
        var acknowledged = server.Acknowledgement.WaitAsync(CancellationToken.None);
        await server.PollAsync();
        await server.PollAsync();
        Assert.False(acknowledged.IsCompleted);

        answer.SetResult(true);

        await acknowledged;
    }

    [Fact]
    public async Task Wait_ConnectionRefused_IsNoAnswerAndTheWaitIsFull()
    {
        var server = await RosterHarness.FreshAsync();
        server.AddReplica("dead");
        server.Peers.Answer = (_, _) => Task.FromException<bool>(new IOException("refused"));
        var from = server.Time.GetTimestamp();

        server.UntilDone(() => server.Acknowledgement.WaitAsync(CancellationToken.None));

        Assert.True(server.Time.GetElapsedTime(from) >= Patience);
        Assert.Contains("retire", server.Database.Calls);
    }

    [Fact]
    public async Task Wait_NoAnswerAtAll_GivesUpAndRetires()
    {
        var server = await RosterHarness.FreshAsync();
        server.AddReplica("cut off");
        server.Peers.Answer = (_, cancellation) => new TaskCompletionSource<bool>().Task.WaitAsync(cancellation);
        var from = server.Time.GetTimestamp();

        server.UntilDone(() => server.Acknowledgement.WaitAsync(CancellationToken.None));

        Assert.True(server.Time.GetElapsedTime(from) >= Patience);
        Assert.Contains("retire", server.Database.Calls);
    }

    [Fact]
    public async Task Wait_NoAnswerForASecond_RetiresOnceForAllWhoWait()
    {
        var server = await RosterHarness.FreshAsync();
        server.AddReplica("dead");
        server.Peers.Answer = (_, cancellation) => new TaskCompletionSource<bool>().Task.WaitAsync(cancellation);
        var retired = new List<TimeSpan>();
        var from = server.Time.GetTimestamp();
        server.Database.OnRetire = _ => retired.Add(server.Time.GetElapsedTime(from));

        server.UntilDone(() => Task.WhenAll(
            server.Acknowledgement.WaitAsync(CancellationToken.None), server.Acknowledgement.WaitAsync(CancellationToken.None)));

        Assert.Equal([Acknowledgement.RetiredAfter], retired);
        Assert.True(server.Time.GetElapsedTime(from) >= Patience);
    }

    [Fact]
    public async Task Wait_OneOfThreeDoesNotAnswer_RetiresThatOneOnly()
    {
        var server = await RosterHarness.FreshAsync();
        server.AddReplica("dead");
        server.AddReplica("healthy");
        server.AddReplica("retired", retired: true);
        server.Peers.Answer = (replica, cancellation) => replica.Id == "healthy"
            ? Task.FromResult(true)
            : new TaskCompletionSource<bool>().Task.WaitAsync(cancellation);
        IReadOnlyCollection<string> retired = [];
        server.Database.OnRetire = ids => retired = ids;

        server.UntilDone(() => server.Acknowledgement.WaitAsync(CancellationToken.None));

        Assert.Equal(["dead"], retired);
    }

    [Fact]
    public async Task Wait_RetiredRowGoneFromTheListAndBack_IsRetiredAgain()
    {
        var server = await RosterHarness.FreshAsync();
        server.Peers.Answer = (_, cancellation) => new TaskCompletionSource<bool>().Task.WaitAsync(cancellation);
        foreach (var id in new[] { "first", "second", "first" })
        {
            server.AddReplica(id);
            server.UntilDone(() => server.Acknowledgement.WaitAsync(CancellationToken.None));
            await server.Database.DeleteAsync(id, CancellationToken.None);
        }

        Assert.Equal(3, server.Database.Calls.Count(call => call == "retire"));
    }

    [Fact]
    public async Task Wait_RowGoneWhileItSaysNothing_NeedNotBeWaitedFor()
    {
        var server = await RosterHarness.FreshAsync();
        server.AddReplica("dead");
        server.Peers.Answer = (_, cancellation) => new TaskCompletionSource<bool>().Task.WaitAsync(cancellation);
        await using var deletion = server.Time.CreateTimer(
            _ => server.Database.DeleteAsync("dead", CancellationToken.None), null, Patience / 2, Timeout.InfiniteTimeSpan);
        var from = server.Time.GetTimestamp();

        server.UntilDone(() => server.Acknowledgement.WaitAsync(CancellationToken.None));

        Assert.InRange(server.Time.GetElapsedTime(from), Patience / 2, Patience - RosterHarness.PollInterval);
    }

    [Fact]
    public async Task Wait_AnswersLate_IsNotRetired()
    {
        var server = await RosterHarness.FreshAsync();
        server.AddReplica("slow");
        var answer = new TaskCompletionSource<bool>();
        server.Peers.Answer = (_, _) => answer.Task;
        var late = Acknowledgement.RetiredAfter - RosterHarness.PollInterval / 2;
        await using var timer = server.Time.CreateTimer(_ => answer.SetResult(true), null, late, Timeout.InfiniteTimeSpan);

        server.UntilDone(() => server.Acknowledgement.WaitAsync(CancellationToken.None));

        Assert.DoesNotContain("retire", server.Database.Calls);
    }

    [Fact]
    public async Task Wait_DatabaseAwayWhenItRetires_IsTriedByTheNext()
    {
        var server = await RosterHarness.FreshAsync();
        server.AddReplica("dead");
        server.Peers.Answer = (_, cancellation) => new TaskCompletionSource<bool>().Task.WaitAsync(cancellation);
        server.Database.FailureAfter = new IOException();
        server.UntilDone(() => server.Acknowledgement.WaitAsync(CancellationToken.None));
        server.AddReplica("dead");

        server.UntilDone(() => server.Acknowledgement.WaitAsync(CancellationToken.None));

        Assert.Equal(2, server.Database.Calls.Count(call => call == "retire"));
    }

    [Fact]
    public async Task Wait_WallClockJumpsAhead_StillWaitsByTheOtherClock()
    {
        var server = await RosterHarness.FreshAsync();
        server.AddReplica("dead");
        server.Peers.Answer = (_, _) => Task.FromResult(false);
        var from = server.Time.GetTimestamp();

        server.UntilDone(() =>
        {
            var acknowledged = server.Acknowledgement.WaitAsync(CancellationToken.None);
            server.Time.WallOffset = TimeSpan.FromHours(1);
            return acknowledged;
        });

        Assert.True(server.Time.GetElapsedTime(from) >= Patience);
    }

    [Fact]
    public async Task Wait_ReplicaLeftMeanwhile_NeedNotBeWaitedFor()
    {
        var server = await RosterHarness.FreshAsync();
        server.AddReplica("leaving");
        server.Peers.Answer = async (replica, _) =>
        {
            await server.Database.DeleteAsync(replica.Id, CancellationToken.None);
            return false;
        };
        var acknowledged = server.Acknowledgement.WaitAsync(CancellationToken.None);
        await server.PollAsync();
        await server.Time.TimerAsync(Acknowledgement.RetryInterval);
        Assert.False(acknowledged.IsCompleted);

        server.Time.Advance(Acknowledgement.RetryInterval);
        await server.PollUntilDoneAsync(acknowledged);

        Assert.DoesNotContain("retire", server.Database.Calls);
    }

    [Fact]
    public async Task Wait_Cancelled_AcknowledgesNothing()
    {
        var server = await RosterHarness.FreshAsync();
        server.AddReplica("second");
        using var cancelled = new CancellationTokenSource();
        server.Peers.Answer = async (_, cancellation) =>
        {
            await cancelled.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            return true;
        };

        var acknowledged = server.Acknowledgement.WaitAsync(cancelled.Token);
        await server.PollAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => acknowledged);
    }

    [Fact]
    public async Task Wait_DatabaseAwayMeanwhile_EndsWhenTheReplicaIsStale()
    {
        var server = await RosterHarness.FreshAsync();
        server.AddReplica("dead");
        server.Peers.Answer = (_, _) =>
        {
            server.Database.Failure = new IOException();
            return Task.FromResult(false);
        };
        var from = server.Time.GetTimestamp();

        server.UntilDone(() => server.Acknowledgement.WaitAsync(CancellationToken.None));

        Assert.True(server.Time.GetElapsedTime(from) >= Patience);
        Assert.Contains("retire", server.Database.Calls);
    }

    [Fact]
    public async Task Wait_WallClockSetBackByMonths_IsNoFailure()
    {
        var server = await RosterHarness.FreshAsync();
        server.AddReplica("second");
        var asked = 0;
        server.Peers.Answer = (_, _) =>
        {
            server.Time.WallOffset = TimeSpan.FromDays(-90);
            return Task.FromResult(++asked > 1);
        };

        server.UntilDone(() => server.Acknowledgement.WaitAsync(CancellationToken.None));

        Assert.Equal(2, asked);
    }
}
