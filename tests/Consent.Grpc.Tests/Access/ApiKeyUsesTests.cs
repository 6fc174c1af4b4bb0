using Consent.Core.Access;
using Consent.Core.Records;
using Consent.Grpc.Access;
using Consent.Grpc.Tests.Hosting;
using Consent.Storage.Access;
using Consent.Storage.Database;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Grpc.Tests.Access;

/// <summary>When keys were last used is noted in memory, by the hour, and written now and then.</summary>
[Collection(OneHost.Name)]
public sealed class ApiKeyUsesTests(SharedHost host)
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
    private readonly ApiKeyId _id = ApiKeyText.New().Id;

    private ApiKeyUseTable Table => host.Host.Services.GetRequiredService<ApiKeyUseTable>();

    [Fact]
    public async Task Note_BeforeItIsWritten_IsToldByThisServerOnly()
    {
        var uses = new ApiKeyUses(Table);

        uses.Note(_id, _time.GetUtcNow());

        Assert.Equal(At(5), (await uses.ReadAsync(default))[_id]);
        Assert.False((await Table.ReadAsync(default)).ContainsKey(_id));
    }

    [Fact]
    public async Task Write_IsToldByAllServers_AndTheLatestStays()
    {
        var (uses, other) = (new ApiKeyUses(Table), new ApiKeyUses(Table));
        uses.Note(_id, _time.GetUtcNow());
        await uses.WriteAsync();
        Assert.Equal(At(5), (await other.ReadAsync(default))[_id]);

        _time.Advance(TimeSpan.FromHours(2));
        other.Note(_id, _time.GetUtcNow());
        await other.WriteAsync();
        await uses.WriteAsync();

        Assert.Equal(At(7), (await uses.ReadAsync(default))[_id]);
        Assert.Equal(At(7), (await Table.ReadAsync(default))[_id]);
    }

    [Fact]
    public async Task Write_OfWhatCannotBeWritten_IsTriedAgain()
    {
        var turn = new Turn { IsBroken = true };
        var uses = new ApiKeyUses(new ApiKeyUseTable(host.Host.Services.GetRequiredService<ConsentDatabase>(), turn));
        uses.Note(_id, _time.GetUtcNow());
        await Assert.ThrowsAsync<TimeoutException>(uses.WriteAsync);
        turn.IsBroken = false;

        await uses.WriteAsync();
        await uses.WriteAsync();

        Assert.Equal(At(5), (await Table.ReadAsync(default))[_id]);
        Assert.Equal(2, turn.Count);
    }

    [Fact]
    public void Note_AgainInTheHour_AllocatesNothing()
    {
        var uses = new ApiKeyUses(Table);
        uses.Note(_id, _time.GetUtcNow());

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 1_000; call++)
        {
            uses.Note(_id, _time.GetUtcNow());
        }

        // Should an hour begin meanwhile, one entry is replaced.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200);
    }

    [Fact]
    public async Task Writing_EveryMinuteAndAtTheEnd_Writes()
    {
        var uses = new ApiKeyUses(Table);
        using var writing = new ApiKeyUseWriting(uses, _time, NullLogger<ApiKeyUseWriting>.Instance);
        await writing.StartAsync(default);
        uses.Note(_id, _time.GetUtcNow());

        // The service makes its timer when it gets to run.
        while (!(await Table.ReadAsync(default)).ContainsKey(_id))
        {
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(At(5), (await Table.ReadAsync(default))[_id]);
        _time.SetUtcNow(new DateTimeOffset(2026, 3, 14, 9, 0, 0, TimeSpan.Zero));
        uses.Note(_id, _time.GetUtcNow());
        await writing.StopAsync(default);

        Assert.Equal(At(9) + TimeSpan.FromDays(10), (await Table.ReadAsync(default))[_id]);
    }

    private static Instant At(int hour) => Instant.From(new DateTimeOffset(2026, 3, 4, hour, 0, 0, TimeSpan.Zero));

    private sealed class Turn : IWriteTurn
    {
        public bool IsBroken { get; set; }

        public int Count { get; private set; }

        public async Task<WrittenEntry> RunAsync(Func<Task> work)
        {
            Count++;
            await (IsBroken ? throw new TimeoutException() : work());
            return default;
        }
    }
}
