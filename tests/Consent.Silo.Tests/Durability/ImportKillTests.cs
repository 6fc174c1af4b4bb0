using Consent.Silo.Tests.Servers;
using Consent.V1;
using Grpc.Core;

namespace Consent.Silo.Tests.Durability;

/// <summary>An import whose server is killed again and again: each row is entered once, whatever its customer texts meanwhile.</summary>
public sealed class ImportKillTests : IDisposable
{
    private const int Kills = 20;
    private const int PartSize = 500;
    private const int TextEvery = 40;

    // With CONSENT_IMPORT_ROWS=100000 as many as promised; the default keeps CI short, where starting a server is most of it.
    private static readonly int Rows =
        int.TryParse(Environment.GetEnvironmentVariable("CONSENT_IMPORT_ROWS"), out var rows) ? rows : 20_000;

    private readonly TempFolder _folder = new();
    private readonly HashSet<int> _returned = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_InTheMiddleOfAnImportAgainAndAgain_EntersEachRowOnce()
    {
        var random = new Random(20_261_123);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path));
            await ReturnSomeAsync(server);
            var step = Rows * 9 / 10 / Kills;
            var row = (step * kill) + random.Next(1, step);
            var killed = new TaskCompletionSource();
            var import = Task.Run(() => ImportAsync(server, holdFrom: row + PartSize, killed.Task));
            await ReachesAsync(import, row);
            await server.KillAsync();
            killed.SetResult();
            Assert.NotEqual(true, (await import)?.Done);
        }

        await using var last = await ServerProcess.StartAsync(new ServerSetup(_folder.Path));
        var done = await ImportAsync(last, holdFrom: Rows, Task.CompletedTask);

        Assert.Equal((true, Rows, Rows), (done!.Done, done.RowsRead, done.RowsRecorded + done.RowsUnchanged));
        var ledger = Database.WholeLedger(_folder.Database);
        Assert.Equal(
            Enumerable.Range(0, Rows).Select(Id).Order(StringComparer.Ordinal),
            ledger.Select(row => row.MessageId).Where(id => id.StartsWith("import/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.NotEmpty(_returned);
        foreach (var row in _returned)
        {
            Assert.Equal(Decision.Allowed, await last.CheckAsync(Customer(row)));
        }
    }

    private static string Customer(int row) => $"+1555{3_000_000 + row}";

    private static string Id(int row) => $"import/{Customer(row)}";

    /// <summary>The last answer, or null where there was none.</summary>
    private static async Task<ImportOptOutsResponse?> ImportAsync(ServerProcess server, int holdFrom, Task killed)
    {
        ImportOptOutsResponse? latest = null;
        try
        {
            using var call = new ConsentLedger.ConsentLedgerClient(server.Connect()).ImportOptOuts();
            var sending = SendAsync(call.RequestStream, holdFrom, killed);
            while (await call.ResponseStream.MoveNext(default))
            {
                latest = call.ResponseStream.Current;
            }

            await sending;
        }
        catch (RpcException)
        {
            // Killed.
        }

        return latest;
    }

    // No row from one on is sent before the server is killed: then that is in the middle, however late this process notices how far it is.
    private static async Task SendAsync(IClientStreamWriter<ImportOptOutsRequest> requests, int holdFrom, Task killed)
    {
        try
        {
            await requests.WriteAsync(new ImportOptOutsRequest
            {
                Header = new ImportHeader { ImportId = "import", SenderNumber = Wire.Sender },
            });
            foreach (var some in Enumerable.Range(0, Rows).Chunk(PartSize))
            {
                await (some[0] >= holdFrom ? killed : Task.CompletedTask);
                var part = new ImportRows();
                part.Rows.Add(some.Select(row => new ImportRow { CustomerNumber = Customer(row), Keyword = "STOP" }));
                await requests.WriteAsync(new ImportOptOutsRequest { Rows = part });
            }

            await requests.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // Killed.
        }
    }

    private async Task ReachesAsync(Task import, long rows)
    {
        const string Entered = "SELECT coalesce(max(position), 0) FROM ledger";
        while (Database.Ask<long>(_folder.Database, Entered) - _returned.Count < rows)
        {
            Assert.False(import.IsCompleted);
            await Task.Yield();
        }
    }

    // Customers who were opted out by the import come back; the import must not opt them out again.
    private async Task ReturnSomeAsync(ServerProcess server)
    {
        var entered = Database.Ledger(_folder.Database).Select(row => row.MessageId).ToHashSet();
        var returning = Enumerable.Range(0, Rows)
            .Where(row => row % TextEvery == 0 && entered.Contains(Id(row)) && !_returned.Contains(row))
            .Take(10);
        foreach (var row in returning.ToList())
        {
            await server.RecordAsync(Wire.Text(Customer(row), "START", $"start-{row}"));
            _returned.Add(row);
        }
    }
}
