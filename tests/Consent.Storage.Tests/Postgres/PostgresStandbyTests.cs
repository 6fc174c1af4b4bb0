using Consent.Storage.Tests.Databases;
using Npgsql;

namespace Consent.Storage.Tests.Postgres;

/// <summary>
/// A synchronous standby that is away: a commit waits for it, until its writer's patience ends. The driver then cancels the wait, and
/// PostgreSQL lets the write be seen, though the standby does not have it. Until then the write has the turn.
/// </summary>
public sealed class PostgresStandbyTests : IDisposable
{
    // What ought to wait for the standby says so itself; all else here does not.
    private readonly PostgresServer _server = new("-c synchronous_commit=local");
    private readonly PostgresTestDatabase _database;

    public PostgresStandbyTests() => _database = new PostgresTestDatabase(_server);

    public void Dispose()
    {
        _database.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Confirm_WhatTheStandbyDoesNotHave_FailsUntilItHas()
    {
        await StandbyLeavesAsync();

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => WriteAsync(1));
        await SeenAsync(1);
        await Assert.ThrowsAnyAsync<NpgsqlException>(_database.Ledger.ConfirmAsync);

        await NoStandbyIsNeededAsync();
    }

    [Fact]
    public async Task Write_AfterOneThatTheStandbyDoesNotHave_IsNotReportedEither()
    {
        await StandbyLeavesAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => WriteAsync(1));
        await SeenAsync(1);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => WriteAsync(2));

        await SeenAsync(2);
        await NoStandbyIsNeededAsync();
        Assert.Equal(1, await WriteAsync(3));
        Assert.Equal([1, 2, 3], await _database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Commit_WhileItWaitsForTheStandby_IsNotSeenAndKeepsTheTurnUntilItIs()
    {
        // Sessions that wait for as long as it takes.
        await using var sessions = NpgsqlDataSource.Create(_database.ConnectionString);
        await StandbyLeavesAsync();
        var write = new OrleansWriter(sessions).WriteAsync(
            new RecordStory(_database, Samples.Number(1)).Next(Samples.OptOut("1")), version: null);
        await UntilAsync(async () => await _database.Source.ScalarAsync(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query LIKE '%OrleansStorage%'") is 1L);
        var registration = sessions.ExecuteAsync("INSERT INTO roster_replica VALUES ('newcomer', '', 5000, now_milliseconds())");
        await TurnHolder.UntilWaitingAsync(_database, 1);
        Assert.Empty(await _database.Source.PositionsAsync());

        await NoStandbyIsNeededAsync();
        await registration;

        var poll = await _database.Roster.PollAsync("newcomer", 0, 10, default);
        Assert.Equal((true, 1), (poll.IsRegistered, poll.LastPosition));
        Assert.Equal(1, await write);
    }

    private Task StandbyLeavesAsync() => SetStandbyAsync("away", confirms: false);

    private Task NoStandbyIsNeededAsync() => SetStandbyAsync("", confirms: true);

    // Another process of the server's passes the setting on: it has arrived once commits obey it.
    private async Task SetStandbyAsync(string name, bool confirms)
    {
        _server.Execute($"ALTER SYSTEM SET synchronous_standby_names = '{name}'");
        _server.Execute("SELECT pg_reload_conf()");
        await UntilAsync(async () => await ConfirmsAsync() == confirms);
    }

    private async Task<bool> ConfirmsAsync()
    {
        try
        {
            await _database.Ledger.ConfirmAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private Task SeenAsync(int entries) => UntilAsync(async () => (await _database.Source.PositionsAsync()).Count == entries);

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeLimit.Generous);
        while (!await isSo())
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private Task<int?> WriteAsync(int customer) => _database.Writer.WriteAsync(
        new RecordStory(_database, Samples.Number(customer)).Next(Samples.OptOut("1")), version: null);
}
