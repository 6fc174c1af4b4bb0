namespace Consent.Roster.Tests.Freshness;

public sealed class LedgerProgressTests
{
    private const string Sender = "+15550001111";

    [Fact]
    public async Task End_NewEntries_MovesOnceForAllThatAPollBrings()
    {
        var server = await RosterHarness.FreshAsync();
        var before = server.Progress.End;
        server.Database.Commit(Sender);
        server.Database.Commit("+15550002222");
        Assert.False(before.Moved.IsCompleted);

        await server.PollAsync();

        Assert.True(before.Moved.IsCompleted);
        Assert.Equal((0, 2), (before.Position, server.Progress.End.Position));
        Assert.NotNull(server.Progress.End.Registry);
        Assert.False(server.Progress.End.Moved.IsCompleted);
    }

    [Fact]
    public async Task End_EmptyLedgerLoaded_HasTheRostersRegistry()
    {
        var server = await RosterHarness.FreshAsync();

        Assert.True(server.Gate.TryPass(out var roster));
        Assert.Same(roster.Registry, server.Progress.End.Registry);
    }

    [Fact]
    public async Task End_NewEntriesAgain_MovesAgain()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Sender);
        await server.PollAsync();
        var before = server.Progress.End;
        server.Database.Commit(Sender);

        await server.PollAsync();

        Assert.True(before.Moved.IsCompleted);
        Assert.Equal(2, server.Progress.End.Position);
    }

    [Fact]
    public async Task End_NothingNew_Stays()
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Sender);
        await server.PollAsync();
        var before = server.Progress.End;

        await server.PollAsync();

        Assert.Same(before, server.Progress.End);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task End_LedgerWentBack_MovesOnceItIsLoadedAgain(bool hasGrownAgain)
    {
        var server = await RosterHarness.FreshAsync();
        server.Database.Commit(Sender);
        await server.PollAsync();
        var before = server.Progress.End;
        server.Database.GoBackTo(0);
        if (hasGrownAgain)
        {
            server.Database.Commit("+15550002222");
        }

        await server.PollAsync();
        await server.PollAsync();

        Assert.True(before.Moved.IsCompleted);
        var after = server.Progress.End;
        Assert.Equal(hasGrownAgain ? 1 : 0, after.Position);
        Assert.NotEqual(before.Point.Mark, after.Point.Mark);
        Assert.NotSame(before.Registry, after.Registry);
    }

    [Fact]
    public async Task End_PollFails_Stays()
    {
        var server = await RosterHarness.FreshAsync();
        var before = server.Progress.End;
        server.Database.Commit(Sender);
        server.Database.Failure = new IOException("away");

        await Assert.ThrowsAsync<IOException>(server.PollAsync);

        Assert.False(before.Moved.IsCompleted);
        Assert.Same(before, server.Progress.End);
    }
}
