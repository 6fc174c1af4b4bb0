using System.Text.Json;
using Consent.Core.Records;
using Consent.Storage.Database;
using Consent.Storage.Json;
using Consent.Storage.Postgres;
using Consent.Storage.Records;
using Consent.Storage.Tests.Databases;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Consent.Storage.Tests.Postgres;

public sealed class PostgresGroupCommitTests : IAsyncLifetime, IDisposable
{
    private const string Waiting =
        "WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private readonly PostgresTestDatabase _database = new();
    private readonly FakeTimeProvider _time = new();
    private readonly PostgresGroupCommit _commit;

    public PostgresGroupCommitTests() => _commit = new PostgresGroupCommit(_database.Opened, _time);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _commit.DisposeAsync();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Write_ManyAtOnce_AnswersEachEntrysPositionAndVersion()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, 300).Select(customer => _commit.WriteAsync(First(customer))));

        Assert.Equal(Enumerable.Range(1, 300).Select(position => (long)position), written.Select(state => state!.Value.Entry.Position).Order());
        foreach (var (state, customer) in written.Select((state, customer) => (state, customer)))
        {
            Assert.Equal(1, state!.Value.Version);
            Assert.Equal(state.Value.Entry.Position, await _database.Ledger.FindPositionAsync(Samples.Number(customer), 1, default));
        }
    }

    [Fact]
    public async Task Write_WhileTheFirstIsInTheDatabase_ShareOneTransaction()
    {
        var group = await BehindOneAsync(() => Enumerable.Range(1, 5).Select(customer => _commit.WriteAsync(First(customer))));

        await Task.WhenAll(group);

        Assert.Equal(2L, await _database.Source.ScalarAsync("SELECT count(DISTINCT xmin::text) FROM ledger"));
        Assert.Equal([1, 2, 3, 4, 5, 6], await _database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Write_OneRowOfAnotherVersion_IsTheOnlyConflict()
    {
        var group = await BehindOneAsync(() =>
        [
            _commit.WriteAsync(First(1)), _commit.WriteAsync(First(2) with { Version = 7 }), _commit.WriteAsync(First(3)),
        ]);

        var written = await Task.WhenAll(group);

        Assert.Equal([(1, 2), null, (1, 3)], written.Select(VersionAndPosition));
        Assert.Equal([1, 2, 3], await _database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Write_AnEventThatTheLedgerHolds_FailsAlone()
    {
        await _commit.WriteAsync(First(1));

        // Behind the grain's back: the same event of the same record again.
        var group = await BehindOneAsync(() =>
        [
            _commit.WriteAsync(First(2)), _commit.WriteAsync(First(1) with { Version = 1 }), _commit.WriteAsync(First(3)),
        ]);

        Assert.Equal(PostgresErrorCodes.UniqueViolation, (await Assert.ThrowsAsync<PostgresException>(() => group[1])).SqlState);
        Assert.Equal([3, 4], new[] { await group[0], await group[2] }.Select(state => state!.Value.Entry.Position));
        Assert.Equal([1, 2, 3, 4], await _database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Write_TwoOfOneRecord_TheSecondGoesWithTheNextGroup()
    {
        var second = Row(1, version: 1, Samples.OptOut("1"), Samples.OptIn("2", 1));
        var group = await BehindOneAsync(() => [_commit.WriteAsync(First(1)), _commit.WriteAsync(second), _commit.WriteAsync(First(2))]);

        var written = await Task.WhenAll(group);

        Assert.Equal([(1, 2), (2, 4), (1, 3)], written.Select(VersionAndPosition));
    }

    [Fact]
    public async Task Write_ConnectionKilledMeanwhile_NobodyIsToldAndTheNextIsWritten()
    {
        Task<WrittenState?> write;
        await using (await TakeTurnAsync())
        {
            write = _commit.WriteAsync(First(0));
            await UntilItWaitsAsync();
            await _database.Source.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM pg_locks {Waiting}");
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => write);
        }

        Assert.Equal(1, (await _commit.WriteAsync(First(1)))!.Value.Entry.Position);
    }

    [Fact]
    public async Task Write_MoreThanAreAdmitted_IsRefusedAtOnceUntilThereIsRoom()
    {
        var waiting = await BehindOneAsync(() => Enumerable.Range(1, PostgresGroupCommit.MaxAdmitted)
            .Select(customer => _commit.WriteAsync(First(customer))));

        await Assert.ThrowsAsync<StorageBusyException>(() => waiting[^1]);
        await Task.WhenAll(waiting[..^1]);
        Assert.Equal(PostgresGroupCommit.MaxAdmitted + 1, (await _commit.WriteAsync(First(9_999)))!.Value.Entry.Position);
    }

    [Fact]
    public async Task Write_TurnDoesNotCome_FailsWithoutBeingTried()
    {
        var waiting = await BehindOneAsync(() =>
        {
            var late = _commit.WriteAsync(First(1));
            _time.Advance(PostgresGroupCommit.MaxWait + TimeSpan.FromTicks(1));
            return [late, _commit.WriteAsync(First(2))];
        });

        await Assert.ThrowsAsync<StorageStuckException>(() => waiting[0]);
        Assert.Equal(2, (await waiting[1])!.Value.Entry.Position);
        Assert.Equal([1, 2], await _database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Write_AfterDispose_IsRefused()
    {
        await _commit.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => _commit.WriteAsync(First(1)));
    }

    private static (int Version, long Position)? VersionAndPosition(WrittenState? written) =>
        written is { } state ? (state.Version, state.Entry.Position) : null;

    private static StateRow First(int customer) => Row(customer, version: null, Samples.OptOut("1"));

    /// <summary>The row that a record's events make, of which the last one is not entered yet.</summary>
    private static StateRow Row(int customer, int? version, params ConsentEvent[] events)
    {
        var key = Samples.Number(customer);
        var record = ConsentRecord.Empty;
        ConsentGrainState? state = null;
        foreach (var consentEvent in events)
        {
            var transition = RecordRules.Apply(record, consentEvent, ResubscribePolicy.CustomerStart, RecordStory.Replies);
            (record, state) = (transition.Record, ConsentGrainState.From(key, transition, consentEvent));
        }

        var payload = JsonSerializer.SerializeToUtf8Bytes(state!, ConsentJson.Default.ConsentGrainState);
        return new StateRow(ConsentGrainState.Name, key, "consent", record.Revision, version, payload);
    }

    /// <summary>Writes that wait while another one, of customer 0, has its turn in the database.</summary>
    private async Task<Task<WrittenState?>[]> BehindOneAsync(Func<IEnumerable<Task<WrittenState?>>> write)
    {
        Task first;
        Task<WrittenState?>[] waiting;
        await using (await TakeTurnAsync())
        {
            first = _commit.WriteAsync(First(0));
            await UntilItWaitsAsync();
            waiting = [.. write()];
        }

        await first;
        return waiting;
    }

    /// <summary>Keeps every writer waiting until it is disposed of: a connection that closes rolls back.</summary>
    private async Task<NpgsqlConnection> TakeTurnAsync()
    {
        var connection = await _database.Opened.Source.OpenConnectionAsync();
        await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("UPDATE OrleansStorage SET Version = Version WHERE false", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task UntilItWaitsAsync()
    {
        while (await _database.Source.ScalarAsync($"SELECT count(*) FROM pg_locks {Waiting}") is not 1L)
        {
        }
    }
}
