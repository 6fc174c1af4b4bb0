using Consent.Silo.Tests.Servers;
using Consent.V1;

namespace Consent.Silo.Tests.Durability;

public sealed class RestartTests : IDisposable
{
    private const string Customer = "+15557006001";
    private static readonly DateTimeOffset ReceivedAt = new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    private ServerSetup Setup => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RecordInbound_SameMessageBeforeAndAfterARestart_IsADuplicateWithTheSameAnswer(bool givesTime)
    {
        var texts = new[] { "STOP", "HELP", "START", "stop." }
            .Select((body, index) => Wire.Text(
                Customer, body, $"message {index}", "gateway", givesTime ? ReceivedAt.AddMinutes(index) : null))
            .ToList();
        var first = new List<RecordInboundResponse>();
        await using (var server = await ServerProcess.StartAsync(Setup))
        {
            foreach (var text in texts)
            {
                first.Add(await server.RecordAsync(text));
                AssertRepeats(first[^1], await server.RecordAsync(text));
            }

            Assert.Equal(0, (await server.StopAsync()).Code);
        }

        await using var restarted = await ServerProcess.StartAsync(Setup);
        for (var index = 0; index < texts.Count; index++)
        {
            AssertRepeats(first[index], await restarted.RecordAsync(texts[index]));
        }

        Assert.Equal(first.Count(answer => answer.LedgerPosition > 0), Database.WholeLedger(_folder.Database).Count);
    }

    [Fact]
    public async Task RecordInbound_RepetitionOlderThanTheGrainRemembers_IsADuplicateAfterARestart()
    {
        const int MoreThanAGrainRemembers = 40;
        var texts = Enumerable.Range(0, MoreThanAGrainRemembers)
            .Select(index => Wire.Text(Customer, "STOP", $"message {index}"))
            .ToList();
        await using (var server = await ServerProcess.StartAsync(Setup))
        {
            foreach (var text in texts)
            {
                await server.RecordAsync(text);
            }

            await server.KillAsync();
        }

        await using var restarted = await ServerProcess.StartAsync(Setup);
        var again = await Task.WhenAll(texts.Select(restarted.RecordAsync));

        Assert.All(again, answer => Assert.True(answer.Duplicate));
        Assert.Equal(Enumerable.Range(1, MoreThanAGrainRemembers), again.Select(answer => (int)answer.LedgerPosition));
        Assert.Equal(MoreThanAGrainRemembers, Database.WholeLedger(_folder.Database).Count);
    }

    [Fact]
    public async Task RecordInbound_SameMessageFromManyCallersAtOnce_IsRecordedOnce()
    {
        await using var server = await ServerProcess.StartAsync(Setup);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => server.RecordAsync(Wire.Text(Customer, "STOP", "same"))));

        Assert.Single(answers, answer => !answer.Duplicate);
        Assert.All(
            answers,
            answer => Assert.Equal((1, true, Decision.Blocked), (answer.LedgerPosition, answer.Applied, answer.Decision)));
        Assert.Single(Database.WholeLedger(_folder.Database));
    }

    [Fact]
    public async Task Stop_Sigterm_EndsWellAndTakesItsRowAway()
    {
        await using var server = await ServerProcess.StartAsync(Setup);
        await server.RecordAsync(Wire.Text(Customer, "STOP", "1"));
        Assert.Equal(1L, Database.Ask<long>(_folder.Database, "SELECT count(*) FROM roster_replica"));
        var exit = await server.StopAsync();

        Assert.True(exit.Code == 0, exit.Output);
        Assert.Equal(0L, Database.Ask<long>(_folder.Database, "SELECT count(*) FROM roster_replica"));
        Assert.Single(Database.WholeLedger(_folder.Database));
    }

    [Fact]
    public async Task Stop_SigtermWithCallsOnTheirWay_AcknowledgesOnlyWhatIsThere()
    {
        await using var server = await ServerProcess.StartAsync(Setup);
        var traffic = new InboundTraffic(round: 0);
        ServerExit? exit = null;
        await traffic.RunAsync(server, endAfter: 50, async () => exit = await server.StopAsync());
        var ledger = Database.WholeLedger(_folder.Database).Select(row => row.MessageId).ToHashSet();

        Assert.True(exit!.Code == 0, exit.Output);
        Assert.All(traffic.Acknowledged, each => Assert.Contains(each.Text.MessageId, ledger));
    }

    private static void AssertRepeats(RecordInboundResponse first, RecordInboundResponse again)
    {
        Assert.True(again.Duplicate);
        Assert.Equal(
            (first.Kind, first.Matched, first.Reply, first.LedgerPosition, first.Applied),
            (again.Kind, again.Matched, again.Reply, again.LedgerPosition, again.Applied));
    }
}
