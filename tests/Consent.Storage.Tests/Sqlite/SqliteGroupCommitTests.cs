using Consent.Core.Records;
using Consent.Storage.Database;
using Consent.Storage.Records;
using Consent.Storage.Sqlite;
using Consent.Storage.Tests.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Storage.Tests.Sqlite;

public sealed class SqliteGroupCommitTests : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteGroupCommit _writer;

    public SqliteGroupCommitTests()
    {
        _database = SqliteDatabase.Open(_folder.ConnectionString);
        _writer = new SqliteGroupCommit(_database.Source, _time);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _writer.DisposeAsync();

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Run_OneAfterAnother_AnswersEachEntrysPosition()
    {
        Assert.Equal(1, (await _writer.RunAsync(Write(1))).Position);
        Assert.Equal(2, (await _writer.RunAsync(Write(2))).Position);
        Assert.Equal(2, await LedgerLengthAsync());
    }

    [Fact]
    public async Task Run_ManyWaiting_AreWrittenTogetherAndInOrder()
    {
        var (running, release) = await HoldWriterAsync();
        long? seenByThird = null;
        var waiting = new[]
        {
            _writer.RunAsync(Write(1)),
            _writer.RunAsync(Write(2)),
            _writer.RunAsync(async () =>
            {
                // Another connection sees the group only once all of it is committed.
                seenByThird = await OnAnotherFlow(LedgerLengthAsync);
                await Write(3)();
            }),
        };

        release.SetResult();

        await running;
        Assert.Equal([1, 2, 3], (await Task.WhenAll(waiting)).Select(entry => entry.Position));
        Assert.Equal(0, seenByThird);
        Assert.Equal(3, await LedgerLengthAsync());
    }

    [Fact]
    public async Task Run_BeforeTheCommit_IsNotReported()
    {
        var (running, release) = await HoldWriterAsync();
        var first = _writer.RunAsync(Write(1));
        var entered = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        var held = _writer.RunAsync(async () =>
        {
            entered.SetResult();
            await second.Task;
        });
        release.SetResult();
        await running;
        await entered.Task;

        Assert.False(first.IsCompleted);

        second.SetResult();
        await held;
        Assert.Equal(1, (await first).Position);
    }

    [Fact]
    public async Task Run_BreaksAConstraint_FailsAlone()
    {
        await _writer.RunAsync(Write(1));
        var (running, release) = await HoldWriterAsync();
        var before = _writer.RunAsync(Write(2));

        // Behind the grain's back: the same event of the same record again.
        var broken = _writer.RunAsync(() => new OrleansWriter(_database.Source).WriteAsync(State(1), version: 1));
        var after = _writer.RunAsync(Write(3));
        release.SetResult();
        await running;

        var failure = await Assert.ThrowsAsync<SqliteException>(() => broken);
        Assert.Equal(19, failure.SqliteErrorCode);
        Assert.Equal((2, 3), ((await before).Position, (await after).Position));
        Assert.Equal(3, await LedgerLengthAsync());
    }

    [Fact]
    public async Task Run_FindsAConflict_FailsAlone()
    {
        var (running, release) = await HoldWriterAsync();
        var conflict = _writer.RunAsync(() => throw new InvalidOperationException("version conflict"));
        var other = _writer.RunAsync(Write(1));
        release.SetResult();
        await running;

        await Assert.ThrowsAsync<InvalidOperationException>(() => conflict);
        Assert.Equal(1, (await other).Position);
    }

    [Fact]
    public async Task Run_DatabaseFails_NothingOfTheGroupIsThereAndTheNextWorks()
    {
        var (running, release) = await HoldWriterAsync();
        var before = _writer.RunAsync(Write(1));
        var failing = _writer.RunAsync(() => throw new SqliteException("disk I/O error", 10));
        var after = _writer.RunAsync(Write(2));
        release.SetResult();
        await running;

        foreach (var write in new[] { before, failing, after })
        {
            Assert.Equal(10, (await Assert.ThrowsAsync<SqliteException>(() => write)).SqliteErrorCode);
        }

        Assert.Equal(0, await LedgerLengthAsync());
        Assert.Equal(1, (await _writer.RunAsync(Write(1))).Position);
    }

    [Fact]
    public async Task Run_TurnDoesNotCome_FailsWithoutBeingTried()
    {
        var (running, release) = await HoldWriterAsync();
        var tried = false;
        var waiting = _writer.RunAsync(() =>
        {
            tried = true;
            return Task.CompletedTask;
        });
        _time.Advance(SqliteGroupCommit.MaxWait + TimeSpan.FromTicks(1));
        var fresh = _writer.RunAsync(Write(1));

        release.SetResult();

        await running;
        await Assert.ThrowsAsync<StorageStuckException>(() => waiting);
        Assert.False(tried);
        Assert.Equal(1, (await fresh).Position);
    }

    [Fact]
    public async Task Run_WriteThatIsIn_IsNotHurried()
    {
        var (running, release) = await HoldWriterAsync();

        _time.Advance(SqliteGroupCommit.MaxWait * 10);

        Assert.False(running.IsCompleted);
        release.SetResult();
        await running;
    }

    [Fact]
    public async Task Run_AfterDispose_IsRefused()
    {
        await _writer.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => _writer.RunAsync(Write(1)));
    }

    private static ConsentGrainState State(int customer)
    {
        var optOut = Samples.OptOut($"m-{customer}");
        var transition = RecordRules.Apply(
            ConsentRecord.Empty, optOut, ResubscribePolicy.CustomerStart, new ReplyTexts("out", "in", "help", "return"));
        return ConsentGrainState.From(Samples.Number(customer), transition, optOut);
    }

    private static Task<T> OnAnotherFlow<T>(Func<Task<T>> work)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(work);
        }
    }

    private Func<Task> Write(int customer) => () => new OrleansWriter(_database.Source).WriteAsync(State(customer), version: null);

    private async Task<long> LedgerLengthAsync() => (long)(await _database.Source.ScalarAsync("SELECT count(*) FROM ledger"))!;

    /// <summary>Keeps the writer busy with a group of its own, so that what comes next waits together.</summary>
    private async Task<(Task Running, TaskCompletionSource Release)> HoldWriterAsync()
    {
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var running = _writer.RunAsync(async () =>
        {
            entered.SetResult();
            await release.Task;
        });
        await entered.Task;
        return (running, release);
    }
}
