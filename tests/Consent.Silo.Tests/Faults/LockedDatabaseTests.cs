using Consent.Silo.Tests.Servers;
using Consent.V1;
using Grpc.Core;

namespace Consent.Silo.Tests.Faults;

public sealed class LockedDatabaseTests : IDisposable
{
    private const string Before = "+15557003001";
    private const string During = "+15557003002";

    private readonly TempFolder _folder = new();

    private ServerSetup Setup => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("BEGIN IMMEDIATE")]
    [InlineData("BEGIN EXCLUSIVE")]
    public async Task RecordInbound_LockedByAnotherProcess_IsUnavailableUntilReleased(string begin)
    {
        // A write waits for longer here than knowledge is good for: checks after it rely on polls made meanwhile.
        await using var server = await ServerProcess.StartAsync(Setup with
        {
            Settings = ["Freshness:MaxStaleness=00:00:01", "Freshness:PollInterval=00:00:00.100"],
        });
        await server.RecordAsync(Wire.Text(Before, "STOP", "before"));
        var texts = Enumerable.Range(0, 8).Select(index => Wire.Text($"+1555700310{index}", "STOP", $"during {index}")).ToList();

        using (Database.Lock(_folder.Database, begin))
        {
            var statuses = await Task.WhenAll(texts.Select(server.TryRecordAsync));

            Assert.All(statuses, status => Assert.Equal(StatusCode.Unavailable, status));
            Assert.Equal(Decision.Blocked, await server.CheckAsync(Before));
            Assert.Equal(Decision.Allowed, await server.CheckAsync(During));
            Assert.True(await server.IsReadyAsync());
        }

        var again = await Task.WhenAll(texts.Select(server.RecordAsync));
        Assert.All(again, answer => Assert.True(answer is { Applied: true, Duplicate: false, Decision: Decision.Blocked }));
        Assert.Equal(1 + texts.Count, Database.WholeLedger(_folder.Database).Count);
    }

    [Fact]
    public async Task RecordInbound_CallersDeadlineWhileLocked_IsKept()
    {
        await using var server = await ServerProcess.StartAsync(Setup);
        await server.RecordAsync(Wire.Text(Before, "STOP", "before"));

        using (Database.Lock(_folder.Database, "BEGIN IMMEDIATE"))
        {
            var deadline = TimeProvider.System.GetUtcNow().AddSeconds(1).UtcDateTime;
            var failure = await Assert.ThrowsAsync<RpcException>(async () =>
                await server.Authority.RecordInboundAsync(Wire.Text(During, "STOP", "during"), deadline: deadline));
            Assert.Equal(StatusCode.DeadlineExceeded, failure.StatusCode);
        }

        // What became of it is unknown: sent again, it is there once.
        await server.RecordAsync(Wire.Text(During, "STOP", "during"));
        Assert.Equal(["before", "during"], Database.WholeLedger(_folder.Database).Select(row => row.MessageId));
    }

    [Fact]
    public async Task Start_NewDatabaseLockedByAnotherProcess_Refuses()
    {
        using var held = Database.Lock(_folder.Database, "BEGIN EXCLUSIVE");

        (await ServerProcess.RunAsync(Setup)).AssertRefusal(_folder.Database, "database is locked");
    }

    [Fact]
    public async Task Start_DatabaseInUseLockedByAnotherProcess_RefusesAndStartsOnceReleased()
    {
        await using (var first = await ServerProcess.StartAsync(Setup))
        {
            await first.RecordAsync(Wire.Text(Before, "STOP", "before"));
            await first.KillAsync();
        }

        using (Database.Lock(_folder.Database, "BEGIN IMMEDIATE"))
        {
            (await ServerProcess.RunAsync(Setup)).AssertRefusal(_folder.Database, "database is locked");
        }

        await using var second = await ServerProcess.StartAsync(Setup);
        Assert.Equal(Decision.Blocked, await second.CheckAsync(Before));
    }

    [Fact]
    public async Task Stop_DatabaseLockedByAnotherProcess_EndsAllTheSame()
    {
        await using var server = await ServerProcess.StartAsync(Setup);
        using (Database.Lock(_folder.Database, "BEGIN IMMEDIATE"))
        {
            var exit = await server.StopAsync();
            Assert.True(exit.Code == 0, exit.Output);
        }

        // Its row is left behind, and no reason for the next one to wait.
        await using var next = await ServerProcess.StartAsync(Setup);
        await next.RecordAsync(Wire.Text(Before, "STOP", "before"));
        Assert.Equal(1L, Database.Ask<long>(_folder.Database, "SELECT count(*) FROM roster_replica"));
    }
}
