using Consent.Storage.Postgres;
using Consent.Storage.Tests.Databases;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Storage.Tests.Postgres;

public sealed class PostgresStateWriterTests : IDisposable
{
    private readonly PostgresTestDatabase _database = new();
    private readonly FakeTimeProvider _time = new();
    private readonly PostgresStateWriter _writer;

    public PostgresStateWriterTests() => _writer = new PostgresStateWriter(_database.Opened, _time);

    public void Dispose()
    {
        _writer.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task Run_ManyAtOnce_AnswersEachEntrysPosition()
    {
        var positions = await Task.WhenAll(Enumerable.Range(0, 50).Select(RunAsync));

        Assert.Equal(Enumerable.Range(1, 50).Select(position => (long)position), positions.Order());
        foreach (var (position, customer) in positions.Select((position, customer) => (position, customer)))
        {
            Assert.Equal(position, await _database.Ledger.FindPositionAsync(Samples.Number(customer), 1, default));
        }
    }

    [Fact]
    public async Task Run_WriteThatWroteNothing_Fails() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => _writer.RunAsync(Samples.Number(), 1, () => Task.CompletedTask));

    [Fact]
    public async Task Run_MoreThanAreAdmitted_IsRefusedAtOnceUntilThereIsRoom()
    {
        var release = new TaskCompletionSource();
        var waiting = Enumerable.Range(0, PostgresStateWriter.MaxAdmitted)
            .Select(customer => _writer.RunAsync(Samples.Number(customer), 1, async () =>
            {
                await release.Task;
                await WriteAsync(customer);
            }))
            .ToArray();

        await Assert.ThrowsAsync<StorageBusyException>(() => RunAsync(9_999));

        release.SetResult();
        await Task.WhenAll(waiting);
        Assert.Equal(PostgresStateWriter.MaxAdmitted + 1, await RunAsync(9_999));
    }

    [Fact]
    public async Task Run_TurnDoesNotCome_FailsWithoutBeingTried()
    {
        var release = new TaskCompletionSource();
        var inside = Enumerable.Range(0, PostgresStateWriter.MaxAtOnce)
            .Select(customer => _writer.RunAsync(Samples.Number(customer), 1, async () =>
            {
                await release.Task;
                await WriteAsync(customer);
            }))
            .ToArray();
        var tried = false;
        var waiting = _writer.RunAsync(Samples.Number(9_999), 1, () =>
        {
            tried = true;
            return Task.CompletedTask;
        });

        _time.Advance(PostgresStateWriter.MaxWait + TimeSpan.FromTicks(1));

        await Assert.ThrowsAsync<StorageStuckException>(() => waiting);
        Assert.False(tried);
        release.SetResult();
        await Task.WhenAll(inside);
    }

    private Task<long> RunAsync(int customer) => _writer.RunAsync(Samples.Number(customer), 1, () => WriteAsync(customer));

    private Task<int?> WriteAsync(int customer) => new OrleansWriter(_database.Source).WriteAsync(
        new RecordStory(_database, Samples.Number(customer)).Next(Samples.OptOut("1")), version: null);
}
