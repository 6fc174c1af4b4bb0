using System.Data.Common;
using Consent.Storage.Replicas;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Replicas;

/// <summary>The rows of the servers that may answer checks.</summary>
public abstract class RegistrationTests(Func<ITestDatabase> create) : DatabaseSuite(create)
{
    private static readonly Replica Own = new("own", "10.0.0.1:5080", TimeSpan.FromSeconds(5));
    private static readonly Replica Other = new("other", "10.0.0.2:5080", TimeSpan.FromMilliseconds(1_500));

    [Fact]
    public async Task Register_Anyone_IsListedAsRegistered()
    {
        await Database.Roster.RegisterAsync(Own, default);

        var poll = await PollAsync();

        Assert.True(poll.IsRegistered);
        Assert.Equal([Own], poll.Replicas);
    }

    [Fact]
    public async Task Register_AnIdThatIsTaken_IsRefused()
    {
        await Database.Roster.RegisterAsync(Own, default);

        await Assert.ThrowsAnyAsync<DbException>(() => Database.Roster.RegisterAsync(Own, default));
    }

    [Fact]
    public async Task Poll_WithoutARow_IsNotRegistered()
    {
        var poll = await PollAsync();

        Assert.False(poll.IsRegistered);
        Assert.Empty(poll.Replicas);
    }

    [Fact]
    public async Task Poll_OthersInTheList_BringsThemAll()
    {
        await RegisterBothAsync();

        Assert.Equal([Other, Own], (await PollAsync()).Replicas.OrderBy(replica => replica.Id));
    }

    [Fact]
    public async Task Retire_Another_IsStillListedAsRetired()
    {
        await RegisterBothAsync();

        await Database.Roster.RetireAsync(["other", "no such"], default);

        var poll = await PollAsync();
        Assert.True(poll.IsRegistered);
        Assert.Equal([Other with { IsRetired = true }, Own], poll.Replicas.OrderBy(replica => replica.Id));
    }

    [Fact]
    public async Task Retire_Own_IsNoLongerRegistered()
    {
        await RegisterBothAsync();

        await Database.Roster.RetireAsync(["own"], default);

        Assert.False((await PollAsync()).IsRegistered);
        Assert.True((await PollAsync("other")).IsRegistered);
    }

    [Fact]
    public async Task Retire_Again_KeepsTheFirstTime()
    {
        await RegisterBothAsync();
        await Database.Roster.RetireAsync(["other"], default);
        await Database.Source.ExecuteAsync("UPDATE roster_replica SET retired_at = 12345 WHERE id = 'other'");

        await Database.Roster.RetireAsync(["other", "own"], default);

        Assert.Equal(12345L, await Database.Source.ScalarAsync("SELECT retired_at FROM roster_replica WHERE id = 'other'"));
    }

    [Fact]
    public async Task Retire_Nobody_ChangesNothing()
    {
        await RegisterBothAsync();

        await Database.Roster.RetireAsync([], default);

        Assert.DoesNotContain((await PollAsync()).Replicas, replica => replica.IsRetired);
    }

    [Fact]
    public async Task Delete_Own_IsGone()
    {
        await RegisterBothAsync();

        await Database.Roster.DeleteAsync("own", default);
        await Database.Roster.DeleteAsync("own", default);

        var poll = await PollAsync();
        Assert.False(poll.IsRegistered);
        Assert.Equal([Other], poll.Replicas);
    }

    [Theory]
    [InlineData("SET retired_at = NULL WHERE id = 'other'", "stays retired")]
    [InlineData("SET retired_at = NULL, address = 'elsewhere'", "stays retired")]
    [InlineData("SET id = 'another' WHERE id = 'own'", "keeps its id")]
    [InlineData("SET max_staleness_ms = max_staleness_ms - 1", "keeps its id and its max_staleness_ms")]
    public async Task Update_OfWhatWritersWaitBy_IsRefused(string change, string reason)
    {
        await RegisterBothAsync();
        await Database.Roster.RetireAsync(["other"], default);
        var before = await Database.Source.RowsAsync("SELECT * FROM roster_replica ORDER BY id");

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => Database.Source.ExecuteAsync($"UPDATE roster_replica {change}"));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Database.Source.RowsAsync("SELECT * FROM roster_replica ORDER BY id"));
    }

    [Fact]
    public async Task Register_ARetiredIdAgain_IsRefusedHoweverItIsWritten()
    {
        await Database.Roster.RegisterAsync(Own, default);
        await Database.Roster.RetireAsync(["own"], default);

        await Assert.ThrowsAnyAsync<DbException>(() => Database.Source.ExecuteAsync(
            """
            INSERT INTO roster_replica (id, address, max_staleness_ms, registered_at) VALUES ('own', 'here', 5000, 0)
            ON CONFLICT (id) DO UPDATE SET retired_at = NULL
            """));

        Assert.False((await PollAsync()).IsRegistered);
    }

    private Task<LedgerPoll> PollAsync(string id = "own") => Database.Roster.PollAsync(id, afterPosition: 0, page: 10, default);

    // By hand, since a database that serves one server drops other rows when it registers.
    private async Task RegisterBothAsync()
    {
        await Database.Roster.RegisterAsync(Own, default);
        await Database.Source.ExecuteAsync(
            "INSERT INTO roster_replica (id, address, max_staleness_ms, registered_at) VALUES (@id, @address, @staleness, 0)",
            ("id", Other.Id),
            ("address", Other.Address),
            ("staleness", (long)Other.MaxStaleness.TotalMilliseconds));
    }
}
