using Consent.Storage.Seals;
using Consent.Storage.Sqlite;
using Consent.Storage.Tests.Databases;
using Consent.Storage.Tests.Seals;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Storage.Tests.Sqlite;

/// <summary>A seal takes its turn among the embedded database's writes.</summary>
public sealed class SqliteSealWriterTests : IAsyncDisposable
{
    private readonly SqliteTestDatabase _database = new();
    private readonly SqliteGroupCommit _queue;
    private readonly SealTable _seals;

    public SqliteSealWriterTests()
    {
        _queue = new SqliteGroupCommit((SqliteDataSource)_database.Source, new FakeTimeProvider());
        _seals = new SealTable(_database.Store, _queue);
    }

    [Fact]
    public async Task Seal_WhileAWriteHoldsTheDatabase_ComesAfterIt()
    {
        await new RecordStory(_database, Samples.Number()).EnterAsync(Samples.OptOut("1"));
        using var signer = SealSigner.From(new LedgerOptions());
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        var write = _queue.RunAsync(async () =>
        {
            begun.SetResult();
            await end.Task;
        });
        await begun.Task;

        var sealing = new LedgerSealer(_database.Store, _seals, signer).SealAsync(default);
        Assert.Empty(await _seals.PageAsync(0, 1, default));
        end.SetResult();

        Assert.Equal(1, (await sealing)!.ThroughPosition);
        await write;
        Assert.Single(await _seals.PageAsync(0, 2, default));
        Assert.Empty((await new SealedLedger(_database).VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Write_AfterASeal_IsWritten()
    {
        await new SealedLedger(_database).EnterAsync(1);
        using var signer = SealSigner.From(new LedgerOptions());
        await new LedgerSealer(_database.Store, _seals, signer).SealAsync(default);
        var writer = new OrleansWriter(_database.Source);
        var story = new RecordStory(_database, Samples.Number(1));

        await _queue.RunAsync(() => writer.WriteAsync(story.Next(Samples.OptOut("2")), null));

        Assert.Equal([1L, 2L], await _database.Source.PositionsAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        _database.Dispose();
    }
}
