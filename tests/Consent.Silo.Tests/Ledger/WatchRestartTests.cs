using Consent.Silo.Tests.Durability;
using Consent.Silo.Tests.Servers;
using Consent.V1;
using Grpc.Core;

namespace Consent.Silo.Tests.Ledger;

/// <summary>A watcher that comes back to a server that went away in the middle of writes.</summary>
public sealed class WatchRestartTests : IDisposable
{
    private const int Writes = 150;

    private readonly TempFolder _folder = new();
    private readonly List<LedgerEntry> _seen = [];

    private ServerSetup Setup => new(_folder.Path);

    private long Last => _seen.Count == 0 ? 0 : _seen[^1].Position;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watch_ServerGoesInTheMiddleOfWritesAndComesBack_LosesAndRepeatsNothing(bool isKilled)
    {
        for (var round = 0; round < 2; round++)
        {
            await using var server = await ServerProcess.StartAsync(Setup);
            using var call = Watch(server);
            var watching = WatchToTheEndAsync(call);
            await new InboundTraffic(round).RunAsync(server, Writes, async () =>
            {
                if (isKilled)
                {
                    await server.KillAsync();
                }
                else
                {
                    Assert.Equal(0, (await server.StopAsync()).Code);
                }
            });
            Assert.Equal(StatusCode.Unavailable, await watching);
            Assert.NotEmpty(_seen);
        }

        await using var last = await ServerProcess.StartAsync(Setup);
        await last.RecordAsync(Wire.Text("+15557006001", "STOP", "the last one"));
        using var again = Watch(last);
        while (_seen.Count == 0 || _seen[^1].MessageId != "the last one")
        {
            await NextAsync(again);
        }

        Assert.Equal(
            Database.WholeLedger(_folder.Database).Select(row => (row.Position, row.MessageId)),
            _seen.Select(entry => (entry.Position, entry.MessageId)));
    }

    private AsyncServerStreamingCall<WatchLedgerResponse> Watch(ServerProcess server) =>
        new ConsentLedger.ConsentLedgerClient(server.Connect()).WatchLedger(new WatchLedgerRequest { AfterPosition = Last });

    private async Task<StatusCode> WatchToTheEndAsync(AsyncServerStreamingCall<WatchLedgerResponse> call)
    {
        try
        {
            while (true)
            {
                await NextAsync(call);
            }
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }

    private async Task NextAsync(AsyncServerStreamingCall<WatchLedgerResponse> call)
    {
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        if (call.ResponseStream.Current.Entry is { } entry)
        {
            _seen.Add(entry);
        }
    }
}
