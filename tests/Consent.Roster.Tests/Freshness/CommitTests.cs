using Consent.Storage.Replicas;

namespace Consent.Roster.Tests.Freshness;

/// <summary>What a server's own commit does to its roster.</summary>
public sealed class CommitTests
{
    private const string Number = "+15550001111";
    private const string Other = "+15550002222";

    [Fact]
    public async Task Committed_EntriesOfOthersComeBefore_AppliesAll()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Other);

        server.CommitOwn(Number);

        Assert.True(server.IsBlocked(Other));
        Assert.True(server.IsBlocked(Number));
    }

    [Fact]
    public async Task Committed_SomeWerePushedMeanwhile_AppliesTheOthers()
    {
        var server = await RosterHarness.FreshAsync();
        var before = server.Followed.End!.Value;
        server.Database.Commit(Other);
        server.Followed.Committed(before, server.Database.TailAfter(before));
        server.Database.Commit(Number);

        server.Followed.Committed(before, server.Database.TailAfter(before));

        Assert.Equal(2, server.Followed.End!.Value.Position);
        Assert.True(server.IsBlocked(Number));
    }

    [Fact]
    public async Task Committed_InAnotherDatabase_IsLeftToAPoll()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Number);

        Committed(server, tail => tail with { DatabaseId = "another" });

        Assert.False(server.IsBlocked(Number));
    }

    [Fact]
    public async Task Committed_LedgerHasAnotherEntryWhereTheRosterEnded_IsLeftToAPoll()
    {
        var server = await RosterHarness.FreshAsync();
        server.CommitOwn(Other);
        server.Database.Commit(Number);

        Committed(server, tail => tail with { MarkBefore = tail.MarkBefore + 1 });

        Assert.False(server.IsBlocked(Number));
    }

    [Fact]
    public async Task Committed_EntriesAreMissingBefore_IsLeftToAPoll()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Other);
        server.Database.Commit(Number);

        Committed(server, tail => tail with { Entries = [tail.Entries[^1]] });

        Assert.False(server.IsBlocked(Number));
        Assert.Equal(0, server.Followed.End!.Value.Position);
    }

    [Fact]
    public async Task Committed_AnotherEntryWasPushedInItsPlace_IsLeftToAPoll()
    {
        var server = await RosterHarness.FreshAsync();
        var before = server.Followed.End!.Value;
        server.Database.Commit(Other);
        server.Followed.Committed(before, server.Database.TailAfter(before));
        server.Database.GoBackTo(0);
        server.Database.Commit(Other);
        server.Database.Commit(Number);

        server.Followed.Committed(before, server.Database.TailAfter(before));

        Assert.False(server.IsBlocked(Number));
        Assert.Equal(1, server.Followed.End!.Value.Position);
    }

    [Fact]
    public async Task Committed_ByAServerThatIsCutOff_MakesItNoFresher()
    {
        var server = await RosterHarness.FreshAsync();
        server.Time.Advance(RosterHarness.MaxStaleness);
        server.CommitOwn(Number);
        Assert.True(server.IsBlocked(Number));

        server.Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(server.IsBlocked(Number));
    }

    [Fact]
    public async Task Committed_WhileSomebodyWatches_IsToldAtOnce()
    {
        var server = await RosterHarness.FreshAsync();
        var moved = server.Progress.End.Moved;

        var committed = server.CommitOwn(Number);

        Assert.True(moved.IsCompleted);
        Assert.Equal(committed, server.Progress.End.Point);
    }

    [Fact]
    public void Committed_BeforeARosterIsLoaded_IsLeftToTheLoad()
    {
        var server = new RosterHarness();
        server.Database.Commit(Number);

        server.Followed.Committed(default, server.Database.TailAfter(default));

        Assert.Null(server.Followed.End);
    }

    private static void Committed(RosterHarness server, Func<LedgerTail, LedgerTail> change)
    {
        var before = server.Followed.End!.Value;
        server.Followed.Committed(before, change(server.Database.TailAfter(before)));
    }
}
