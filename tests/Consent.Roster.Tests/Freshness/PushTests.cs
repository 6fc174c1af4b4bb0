using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.Roster.Replicas;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Freshness;

/// <summary>Rule 4, the side of the replica that is asked, where what was written travels with the request.</summary>
public sealed class PushTests
{
    private const string Number = "+15550001111";
    private const string Other = "+15550002222";

    private static readonly Account Acme = new() { Id = AccountId.Parse("acme"), DisplayName = "Acme" };

    private static readonly Sender Clinic = new()
    {
        Number = SenderNumber.Parse(Number), Account = Acme.Id, Kind = SenderKind.Engage, DisplayName = "Clinic",
    };

    [Fact]
    public async Task TryCatchUp_EntriesGoOn_AppliesThemAndAnswersWithoutAPoll()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Other);
        server.Database.Commit(Number);

        var answer = AskAsync(server, Request(server, after: 0));

        Assert.True(answer.IsCompleted);
        Assert.Equal(new CatchUpAnswer(true, Held: 2), await answer);
        Assert.True(server.IsBlocked(Number));
        Assert.True(server.IsBlocked(Other));
        Assert.Equal(1, Polls(server));
    }

    [Fact]
    public async Task TryCatchUp_EntriesOfEveryKind_AreApplied()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Number);
        server.Database.Commit(change: null);
        server.Database.Commit(new RosterChange(Account: Acme));
        server.Database.Commit(new RosterChange(Sender: Clinic));

        Assert.True((await AskAsync(server, Request(server, after: 0))).HasCaughtUp);

        Assert.True(server.Gate.TryPass(out var roster));
        Assert.Equal(4, roster.Position);
        Assert.NotNull(roster.Registry.FindAccount(Acme.Id));
        Assert.NotNull(roster.Registry.FindSender(SenderNumber.Parse(Number)));
    }

    [Fact]
    public async Task TryCatchUp_SomeEntriesAreKnown_AppliesTheOthers()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Other);
        await server.PollAsync();
        server.Database.Commit(Number);

        Assert.Equal(new CatchUpAnswer(true, Held: 2), await AskAsync(server, Request(server, after: 0)));
        Assert.True(server.IsBlocked(Number));
    }

    [Fact]
    public async Task TryCatchUp_AskedTwice_AppliesOnce()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Number);
        var request = Request(server, after: 0);

        Assert.Equal(await AskAsync(server, request), await AskAsync(server, request));

        Assert.True(server.Gate.TryPass(out var roster));
        Assert.Equal((1, 1), (roster.Position, roster.Count));
    }

    [Fact]
    public async Task TryCatchUp_PlaceIsKnownAlready_AnswersWithoutAPoll()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Other);
        var request = Request(server, after: 1);
        server.Database.Commit(Number);
        await server.PollAsync();

        Assert.Equal(new CatchUpAnswer(true, Held: 2), await AskAsync(server, request));
        Assert.Equal(2, Polls(server));
    }

    [Fact]
    public async Task TryCatchUp_EmptyLedger_AnswersWithoutAPoll()
    {
        var server = await RosterHarness.FreshAsync();

        Assert.Equal(new CatchUpAnswer(true, Held: 0), await AskAsync(server, Request(server, after: 0)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task TryCatchUp_AnotherEntryAtThePlace_IsNoAnswerEvenAfterAPoll(int known)
    {
        var server = await RosterHarness.FreshAsync();
        Commit(server, Other, known);
        await server.PollAsync();
        var lost = Request(server, after: 0, through: 1, markAtPlace: -1);

        var answer = AskAsync(server, lost);
        Assert.False(answer.IsCompleted);
        await server.PollAsync();

        Assert.Equal(CatchUpAnswer.No, await answer);
    }

    // A1: told by the position alone, another entry would be kept in place of a STOP, for good.
    [Fact]
    public async Task TryCatchUp_AnotherEntryBeforeTheFirst_AppliesNothing()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Other);
        await server.PollAsync();
        server.Database.Commit(Number);
        var request = Request(server, after: 1);

        await AssertNotAppliedAsync(server, request with { Base = request.Base with { Mark = -1 } });
    }

    // A8
    [Fact]
    public async Task TryCatchUp_AnotherEntryAmongThoseThatAreKnown_AppliesNothing()
    {
        var server = await RosterHarness.FreshAsync();
        Commit(server, Other, 2);
        await server.PollAsync();
        server.Database.Commit(Number);
        var request = Request(server, after: 1);

        await AssertNotAppliedAsync(
            server, request with { Entries = [request.Entries[0] with { Mark = -1 }, request.Entries[1]] });
    }

    [Fact]
    public async Task TryCatchUp_EntriesMissingBeforeTheFirst_AppliesNothingAndAnswersAfterAPoll()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Other);
        server.Database.Commit(Number);

        var answer = await AssertNotAppliedAsync(server, Request(server, after: 1));

        Assert.Equal(new CatchUpAnswer(true, Held: 2), answer);
        Assert.True(server.IsBlocked(Number));
    }

    // A6: up to here the databases are the same, marks and all.
    [Fact]
    public async Task TryCatchUp_AnotherDatabase_AppliesNothing()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Number);
        var request = Request(server, after: 0);

        await AssertNotAppliedAsync(server, request with { Place = request.Place with { DatabaseId = "the primary before" } });
    }

    [Fact]
    public async Task TryCatchUp_EntriesThatDoNotFollowOneAnother_AppliesNothing()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Number);
        Commit(server, Other, 2);
        var request = Request(server, after: 0);

        await AssertNotAppliedAsync(server, request with { Entries = [request.Entries[0], request.Entries[2]] });
    }

    [Fact]
    public async Task TryCatchUp_EntriesThatEndBeforeThePlace_AppliesNothing()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Number);
        server.Database.Commit(Other);
        var request = Request(server, after: 0);

        await AssertNotAppliedAsync(server, request with { Entries = [request.Entries[0]] });
    }

    // A4: otherwise a server that is cut off from the database would be fresh for ever.
    [Fact]
    public async Task TryCatchUp_Pushed_IsNoFresher()
    {
        var server = await RosterHarness.FreshAsync();
        server.Time.Advance(TimeSpan.FromSeconds(3));
        server.Database.Commit(Number);
        Assert.True((await AskAsync(server, Request(server, after: 0))).HasCaughtUp);

        server.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(server.IsBlocked(Number));
        server.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(server.IsBlocked(Number));
    }

    [Fact]
    public async Task TryCatchUp_StaleAndEntriesGoOn_AppliesThemAndStaysStale()
    {
        var server = await RosterHarness.FreshAsync();
        server.Time.Advance(RosterHarness.MaxStaleness * 2);
        server.Database.Commit(Number);

        Assert.Equal(new CatchUpAnswer(true, Held: 1), await AskAsync(server, Request(server, after: 0)));
        Assert.Null(server.IsBlocked(Number));
    }

    [Fact]
    public async Task TryCatchUp_StaleAndEntriesDoNotFit_AnswersAtOnceAndIsFreshOnlyByAPoll()
    {
        var server = await RosterHarness.FreshAsync();
        server.Time.WallOffset = TimeSpan.FromHours(1);
        Commit(server, Number, 2);

        Assert.Equal(new CatchUpAnswer(true), await AskAsync(server, Request(server, after: 1)));

        server.Time.WallOffset = TimeSpan.Zero;
        Assert.Null(server.IsBlocked(Number));
    }

    [Fact]
    public async Task TryCatchUp_NotFreshButAPollRuns_AnswersOnceTheEntriesAreApplied()
    {
        var server = new RosterHarness();
        var reply = new TaskCompletionSource();
        server.Database.HoldReply = () => reply.Task;
        var running = server.PollAsync();
        server.Database.Commit(Number);

        Assert.Equal(new CatchUpAnswer(true, Held: 1), await AskAsync(server, Request(server, after: 0)));
        reply.SetResult();
        await running;

        Assert.True(server.IsBlocked(Number));
    }

    [Fact]
    public async Task TryCatchUp_Loading_NeitherAppliesNorQueuesThem()
    {
        var server = new RosterHarness();
        var loaded = new TaskCompletionSource();
        server.Database.HoldLoad = () => loaded.Task;
        var polling = server.PollAsync();
        server.Database.Commit(Number);
        var request = Request(server, after: 0);
        server.Database.GoBackTo(0);

        Assert.Equal(new CatchUpAnswer(true), await AskAsync(server, request));
        loaded.SetResult();
        await polling;

        Assert.False(server.IsBlocked(Number));
    }

    [Fact]
    public async Task TryCatchUp_AnotherId_IsNoAnswerAndAppliesNothing()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Number);

        Assert.Equal(CatchUpAnswer.No, await AskAsync(server, Request(server, after: 0) with { ReplicaId = "whoever was here before" }));
        Assert.False(server.IsBlocked(Number));
    }

    [Fact]
    public async Task TryCatchUp_Left_IsNoAnswer()
    {
        var server = await RosterHarness.FreshAsync();
        var request = Request(server, after: 0);
        await server.Follower.LeaveAsync(CancellationToken.None);

        Assert.Equal(CatchUpAnswer.No, await AskAsync(server, request));
    }

    [Fact]
    public async Task TryCatchUp_RegisteredAgainMeanwhile_IsNoAnswer()
    {
        var server = await RosterHarness.FreshAsync();
        Commit(server, Number, 2);
        var request = Request(server, after: 1);
        var answer = AskAsync(server, request);
        await server.Database.RetireAsync([request.ReplicaId], CancellationToken.None);

        await server.PollAsync();
        await server.PollAsync();

        Assert.Equal(CatchUpAnswer.No, await answer);
    }

    // What is older than the marks that are kept cannot be told: it is asked for again, by a place that is newer.
    [Fact]
    public async Task TryCatchUp_PlaceBeforeWhatWasLoaded_IsNoAnswer()
    {
        var server = new RosterHarness();
        Commit(server, Number, 3);
        await server.PollAsync();
        var answer = AskAsync(server, Request(server, after: 2, through: 2));
        Assert.False(answer.IsCompleted);

        await server.PollAsync();

        Assert.Equal(CatchUpAnswer.No, await answer);
    }

    [Fact]
    public async Task TryCatchUp_Pushed_WatchersKnowBeforeTheAnswer()
    {
        var server = await RosterHarness.FreshAsync();
        var end = server.Progress.End;
        server.Database.Commit(Number);

        Assert.True((await AskAsync(server, Request(server, after: 0))).HasCaughtUp);

        Assert.True(end.Moved.IsCompleted);
        Assert.Equal(1, server.Progress.End.Position);
    }

    // A7
    [Fact]
    public async Task PollOnce_PushedWhileItRan_TakesNothingBackAndIsTheSameLedger()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Number, ConsentState.Subscribed);
        var reply = new TaskCompletionSource();
        server.Database.HoldReply = () => reply.Task;
        var polling = server.PollAsync();
        server.Database.Commit(Number);
        Assert.True((await AskAsync(server, Request(server, after: 0))).HasCaughtUp);

        reply.SetResult();
        await polling;

        Assert.True(server.IsBlocked(Number));
        Assert.Equal(1, server.Database.Calls.Count(call => call == "load"));
    }

    [Fact]
    public async Task PollOnce_PushedWhileItRan_IsFreshAsOfWhenItWasSent()
    {
        var server = await RosterHarness.FreshAsync();
        server.Time.Advance(TimeSpan.FromSeconds(4));
        var reply = new TaskCompletionSource();
        server.Database.HoldReply = () => reply.Task;
        var polling = server.PollAsync();
        server.Database.Commit(Number);
        await AskAsync(server, Request(server, after: 0));
        reply.SetResult();
        await polling;

        server.Time.Advance(RosterHarness.MaxStaleness);
        Assert.True(server.IsBlocked(Number));
        server.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(server.IsBlocked(Number));
    }

    [Fact]
    public async Task PollOnce_BringsOtherEntriesThanWerePushed_LoadsAnew()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Other);
        var lost = Request(server, after: 0);
        server.Database.GoBackTo(0);
        server.Database.Commit(Number);
        var reply = new TaskCompletionSource();
        server.Database.HoldReply = () => reply.Task;
        var polling = server.PollAsync();
        Assert.True((await AskAsync(server, lost)).HasCaughtUp);

        reply.SetResult();
        await polling;
        Assert.Null(server.IsBlocked(Number));

        await server.PollAsync();
        Assert.True(server.IsBlocked(Number));
        Assert.False(server.IsBlocked(Other));
    }

    // Pushed entries may be of a ledger that was lost since: only the database tells what its ledger holds.
    [Fact]
    public async Task PollOnce_LastPageWasPushedMeanwhile_ReadsItAllTheSame()
    {
        var server = await RosterHarness.FreshAsync();
        Commit(server, Other, RosterFollower.Page);
        server.Database.Commit(Number);
        var replies = 0;
        server.Database.HoldReply = async () =>
        {
            if (++replies == 1)
            {
                Assert.True((await AskAsync(server, Request(server, after: 0))).HasCaughtUp);
            }
        };

        await server.PollAsync();

        Assert.Equal(2, replies);
    }

    [Fact]
    public async Task PollOnce_MoreWasPushedThanMarksAreKept_ReadsOnFromThere()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Other);
        var replies = 0;
        server.Database.HoldReply = async () =>
        {
            if (++replies == 1)
            {
                Commit(server, Number, LedgerTrail.Length + 1);
                Assert.True((await AskAsync(server, Request(server, after: 0))).HasCaughtUp);
            }
        };

        await server.PollAsync();

        Assert.Equal(2, replies);
        Assert.True(server.IsBlocked(Number));
        Assert.Equal(1, server.Database.Calls.Count(call => call == "load"));
    }

    private static async Task<CatchUpAnswer> AssertNotAppliedAsync(RosterHarness server, CatchUpRequest request)
    {
        var answer = AskAsync(server, request);
        Assert.False(answer.IsCompleted);
        Assert.False(server.IsBlocked(Number));

        // The poll decides.
        await server.PollAsync();
        Assert.True(server.IsBlocked(Number));
        return await answer;
    }

    private static Task<CatchUpAnswer> AskAsync(RosterHarness server, CatchUpRequest request) =>
        server.Follower.TryCatchUpAsync(request, CancellationToken.None);

    private static CatchUpRequest Request(RosterHarness server, int after, int? through = null, long? markAtPlace = null)
    {
        var ledger = server.Database.Ledger;
        var last = through ?? ledger.Count;
        var entries = ledger.Skip(after).Take(last - after).ToArray();
        if (markAtPlace is { } mark)
        {
            entries[^1] = entries[^1] with { Mark = mark };
        }

        return new CatchUpRequest(
            server.Database.Replicas.Single().Id,
            new Place(server.Database.DatabaseId, new LedgerPoint(last, markAtPlace ?? MarkAt(last))),
            new LedgerPoint(after, MarkAt(after)),
            entries);

        long? MarkAt(int position) => position == 0 ? null : ledger[position - 1].Mark;
    }

    private static void Commit(RosterHarness server, string sender, int entries)
    {
        for (var entry = 0; entry < entries; entry++)
        {
            server.Database.Commit(sender);
        }
    }

    private static int Polls(RosterHarness server) => server.Database.Calls.Count(call => call == "poll");
}
