using Consent.Storage.Postgres;
using Consent.Storage.Replicas;
using Npgsql;

namespace Consent.Storage.Tests.Postgres;

/// <summary>A server that registers while writers take turns.</summary>
public sealed class PostgresRegistrationTurnTests : IDisposable
{
    private const string Replicas = "SELECT count(*) FROM roster_replica";

    private static readonly Replica Own = new("own", "10.0.0.1:5080", TimeSpan.FromSeconds(5));

    private readonly PostgresTestDatabase _database = new();
    private readonly NpgsqlDataSource _one;

    // As a server's, with one connection: whatever is left on it is found by the next to use it.
    public PostgresRegistrationTurnTests() => _one = PostgresDataSource.Create(_database.ConnectionString + ";Maximum Pool Size=1");

    public void Dispose()
    {
        _one.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task Register_WhileAnotherKeepsTheTurn_FailsAndLeavesNoRow()
    {
        await using (await TurnHolder.TakeAsync(_database))
        {
            var failure = await Assert.ThrowsAsync<PostgresException>(() => RegisterAsync());
            Assert.Equal(PostgresErrorCodes.LockNotAvailable, failure.SqlState);
        }

        // Whoever waited for the turn before this one has had it.
        await using var next = await TurnHolder.TakeAsync(_database);
        Assert.Equal(0L, await _database.Source.ScalarAsync(Replicas));
    }

    [Fact]
    public async Task Register_OnceOrRefused_LeavesTheConnectionAsItWas()
    {
        var before = await SessionAsync();

        await RegisterAsync();
        var registered = await SessionAsync();
        await Assert.ThrowsAsync<PostgresException>(() => RegisterAsync());

        Assert.Equal((before, before), (registered, await SessionAsync()));
        Assert.EndsWith(" 0", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Register_AfterAnAttemptThatFailed_IsListedOnce()
    {
        await using (await TurnHolder.TakeAsync(_database))
        {
            await Assert.ThrowsAsync<PostgresException>(() => RegisterAsync());
        }

        await RegisterAsync();

        Assert.Equal([Own], (await _database.Roster.PollAsync(Own.Id, 0, 1, default)).Replicas);
    }

    [Fact]
    public async Task RetireAndDelete_WhileAnotherKeepsTheTurn_DoNotWait()
    {
        await RegisterAsync();
        await using var holder = await TurnHolder.TakeAsync(_database);

        await _database.Roster.RetireAsync([Own.Id], default);
        Assert.True(Assert.Single((await _database.Roster.PollAsync(Own.Id, 0, 1, default)).Replicas).IsRetired);
        await _database.Roster.DeleteAsync(Own.Id, default);

        Assert.Equal(0L, await _database.Source.ScalarAsync(Replicas));
    }

    private Task RegisterAsync() => new PostgresRosterDatabase(_one).RegisterAsync(Own, default);

    /// <summary>Which session the one connection has, and how long that waits for a lock.</summary>
    private async Task<string> SessionAsync() =>
        (string)(await _one.ScalarAsync("SELECT concat_ws(' ', pg_backend_pid(), current_setting('lock_timeout'))"))!;
}
