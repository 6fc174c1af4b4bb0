using Consent.Silo.Tests.Servers;

namespace Consent.Silo.Tests.Durability;

public sealed class KillTests : IDisposable
{
    private const int Rounds = 20;
    private const int FewestAcknowledged = 20;
    private const int MostAcknowledged = 200;

    private readonly TempFolder _folder = new();
    private readonly List<InboundTraffic> _rounds = [];

    private ServerSetup Setup => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kill_InTheMiddleOfWritesAgainAndAgain_LosesNothingThatWasAcknowledged()
    {
        var random = new Random(20_261_123);
        for (var round = 0; round < Rounds; round++)
        {
            await using var server = await ServerProcess.StartAsync(Setup);
            await AssertNothingLostAsync(server);
            var traffic = new InboundTraffic(round);
            _rounds.Add(traffic);
            await traffic.RunAsync(server, random.Next(FewestAcknowledged, MostAcknowledged), server.KillAsync);
        }

        await using var last = await ServerProcess.StartAsync(Setup);
        await AssertNothingLostAsync(last);
        Assert.NotEmpty(_rounds.SelectMany(traffic => traffic.Unknown));
        foreach (var traffic in _rounds)
        {
            await AssertDecisionsAsync(last, traffic);
        }

        var everything = _rounds.SelectMany(traffic => traffic.Acknowledged.Select(each => each.Text).Concat(traffic.Unknown));
        Assert.Equal(
            everything.Select(text => text.MessageId).Order(StringComparer.Ordinal),
            Database.WholeLedger(_folder.Database).Select(row => row.MessageId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Kill_InTheMiddleOfWrites_LeavesOneServersRowAfterTheRestart()
    {
        await using (var first = await ServerProcess.StartAsync(Setup))
        {
            await new InboundTraffic(round: 0).RunAsync(first, FewestAcknowledged, first.KillAsync);
        }

        await using var second = await ServerProcess.StartAsync(Setup);
        Assert.Equal(1L, Database.Ask<long>(_folder.Database, "SELECT count(*) FROM roster_replica"));
    }

    private static async Task AssertDecisionsAsync(ServerProcess server, InboundTraffic traffic)
    {
        foreach (var (customer, expected) in traffic.Known())
        {
            Assert.Equal((customer, expected), (customer, await server.CheckAsync(customer)));
        }
    }

    /// <summary>After the restart that follows a round of writes.</summary>
    private async Task AssertNothingLostAsync(ServerProcess server)
    {
        AssertEachAcknowledgedOnce();
        if (_rounds.LastOrDefault() is { } traffic)
        {
            await AssertDecisionsAsync(server, traffic);
            await SendUnknownAgainAsync(server, traffic);
        }
    }

    private void AssertEachAcknowledgedOnce()
    {
        var ledger = Database.WholeLedger(_folder.Database);
        var positions = ledger.ToDictionary(row => row.MessageId, row => row.Position);
        Assert.All(
            _rounds.SelectMany(traffic => traffic.Acknowledged),
            each => Assert.Equal(positions[each.Text.MessageId], each.Answer.LedgerPosition));
    }

    private async Task SendUnknownAgainAsync(ServerProcess server, InboundTraffic traffic)
    {
        var before = Database.Ledger(_folder.Database).Select(row => row.MessageId).ToHashSet();
        foreach (var text in traffic.Unknown)
        {
            var answer = await server.RecordAsync(text);

            Assert.Equal(before.Contains(text.MessageId), answer.Duplicate);
            if (InboundTraffic.Decides(text))
            {
                Assert.Equal(InboundTraffic.Leaves(text), await server.CheckAsync(text.CustomerNumber));
            }
        }

        var after = Database.WholeLedger(_folder.Database).CountBy(row => row.MessageId).ToDictionary();
        Assert.All(traffic.Unknown, text => Assert.Equal(1, after[text.MessageId]));
    }
}
