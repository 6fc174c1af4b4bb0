using Consent.Silo.Tests.Servers;
using Consent.V1;
using Google.Protobuf;
using Npgsql;

namespace Consent.Silo.Tests.Upgrades;

/// <summary>
/// Logical replication to another PostgreSQL server, and the switch to it, as docs/operate.md tells it. The subscriber may be of
/// another version: CONSENT_SUBSCRIBER_BIN names its programs.
/// </summary>
public sealed class SubscriberSwitchTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly PostgresServer _publisher = new("-c wal_level=logical");
    private readonly PostgresServer _subscriber = new(binaries: Environment.GetEnvironmentVariable("CONSENT_SUBSCRIBER_BIN"));
    private readonly string _old;
    private readonly string _new;

    public SubscriberSwitchTests() =>
        (_old, _new) = (_publisher.CreateDatabase("TEMPLATE template0"), _subscriber.CreateDatabase("TEMPLATE template0"));

    public void Dispose()
    {
        _publisher.Dispose();
        _subscriber.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Switch_ToTheSubscriber_AnswersWordForWordAndGoesOnWithTheLedger()
    {
        IReadOnlyList<Exchange> answered;
        long end;
        await using (var server = await StartAsync(_old))
        {
            var caller = new Caller(server);
            await TellAsync(caller, Story.FirstRun);
            await SubscribeAsync();
            await TellAsync(caller, Story.SecondRun);
            end = await SealedLedger.EndAsync(server);
            answered = await AskAsync(caller, Questions.All(end));
            await server.StopAsync();
        }

        await SwitchAsync();

        await using var after = await StartAsync(_new);
        Assert.Equal(answered.Select(each => $"{each}"), (await AskAsync(new Caller(after), Questions.All(end))).Select(each => $"{each}"));
        Assert.Equal(end, await SealedLedger.EndAsync(after));
        var stop = await after.RecordAsync(Story.Text(13, Story.AcmeEngage, "STOP", "after-1"));
        var start = await after.RecordAsync(Story.Text(2, Story.AcmeStandard, "START", "after-2"));
        Assert.Equal((end + 1, Decision.Blocked), (stop.LedgerPosition, stop.Decision));
        Assert.Equal((end + 2, Decision.Allowed), (start.LedgerPosition, start.Decision));
        Assert.Equal(end + 2, await SealedLedger.EndAsync(after));
        await using var connection = await NpgsqlDataSource.Create(_new).OpenConnectionAsync();
        Assert.Equal(end + 2, LedgerTable.ReadWhole(connection).Count);
    }

    private Task<ServerProcess> StartAsync(string database) => ServerProcess.StartAsync(new ServerSetup(_folder.Path)
    {
        ConnectionString = database,
        Settings = ["Storage:Provider=PostgreSQL", $"Cluster:SiloPort={FreePort.Find()}", "Cluster:GatewayPort=0"],
    });

    private static async Task TellAsync(Caller caller, IEnumerable<IMessage[]> story)
    {
        foreach (var request in story)
        {
            await caller.AskAsync(request);
        }
    }

    private static async Task<IReadOnlyList<Exchange>> AskAsync(Caller caller, IEnumerable<IMessage[]> questions)
    {
        var answered = new List<Exchange>();
        foreach (var question in questions)
        {
            answered.Add(new Exchange(question, await caller.AskAsync(question)));
        }

        return answered;
    }

    private async Task SubscribeAsync()
    {
        PostgresServer.Execute(_new, PostgresServer.Dump(_old, "--schema-only"));
        PostgresServer.Execute(_old, "CREATE PUBLICATION consent FOR ALL TABLES");
        var old = new NpgsqlConnectionStringBuilder(_old);
        PostgresServer.Execute(
            _new,
            $"""
            CREATE SUBSCRIPTION consent
            CONNECTION 'host={old.Host} user={old.Username} dbname={old.Database}' PUBLICATION consent
            """);
        await UntilAsync(_new, "SELECT bool_and(srsubstate = 'r') FROM pg_subscription_rel");
    }

    // Once the server has stopped nothing is written any more.
    private async Task SwitchAsync()
    {
        await UntilAsync(
            _old, "SELECT bool_and(confirmed_flush_lsn >= pg_current_wal_lsn()) FROM pg_replication_slots WHERE slot_name = 'consent'");
        PostgresServer.Execute(_new, "DROP SUBSCRIPTION consent");
    }

    private static async Task UntilAsync(string database, string isSo)
    {
        using var limit = new CancellationTokenSource(TimeLimit.Generous);
        await using var source = NpgsqlDataSource.Create(database);
        while (await source.ScalarAsync(isSo) is not 1L)
        {
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
