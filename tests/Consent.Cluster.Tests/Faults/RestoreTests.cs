using Consent.Cluster.Tests.Clusters;
using Consent.Torture.Clusters;
using Consent.V1;

namespace Consent.Cluster.Tests.Faults;

/// <summary>An older copy of the database is put back beneath the running servers.</summary>
[Collection(SharedCluster.Name)]
public sealed class RestoreTests(LocalClusterFixture fixture) : IAsyncLifetime
{
    private const int Customers = 30;
    private const int LedgerWentBack = 2004;

    private LocalCluster Cluster => fixture.Cluster;

    public Task InitializeAsync() => Cluster.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Restore_BeneathRunningServers_RaisesTheAlarmAndIsFollowed()
    {
        var optedOut = NewCustomers();
        var subscribed = NewCustomers();
        var unknown = NewCustomers();
        await RecordAllAsync(optedOut.Concat(subscribed).Select(customer => Wire.Text(customer, Wire.Stop)));
        await RecordAllAsync(subscribed.Select(customer => Wire.Text(customer, Wire.Start)));
        await Cluster.Script.RunAsync("db", "save");

        // What nobody will remember.
        var lost = optedOut.Select(customer => Wire.Text(customer, Wire.Start))
            .Concat(subscribed.Concat(unknown).Select(customer => Wire.Text(customer, Wire.Stop)))
            .ToList();
        await RecordAllAsync(lost);
        var alarms = Cluster.Servers.Select(server => server.Logged(LedgerWentBack)).ToList();
        await Cluster.Script.RunAsync("db", "restore");

        await Until.TrueAsync("every server raises the alarm", () =>
            Task.FromResult(Cluster.Servers.Zip(alarms).All(each => each.First.Logged(LedgerWentBack) > each.Second)));
        foreach (var server in Cluster.Servers)
        {
            await AssertAllAsync(server, optedOut, Decision.Blocked);
            await AssertAllAsync(server, subscribed, Decision.Allowed);
            await AssertAllAsync(server, unknown, Decision.Allowed);
        }

        // The gateway sends again what it has no answer to; none of it is in the ledger, so none is a repetition.
        var again = await RecordAllAsync(lost);
        Assert.All(again, answer => Assert.Equal((true, false), (answer.Applied, answer.Duplicate)));
        foreach (var server in Cluster.Servers)
        {
            await AssertAllAsync(server, optedOut, Decision.Allowed);
            await AssertAllAsync(server, subscribed, Decision.Blocked);
            await AssertAllAsync(server, unknown, Decision.Blocked);
        }

        var entries = (await Cluster.WholeLedgerAsync()).CountBy(row => row.MessageId).ToDictionary();
        Assert.All(lost, text => Assert.Equal(1, entries.GetValueOrDefault(text.MessageId)));
    }

    private static List<string> NewCustomers() => [.. Enumerable.Range(0, Customers).Select(_ => Wire.NewCustomer())];

    // What checks and what people are shown.
    private static async Task AssertAllAsync(Server server, List<string> customers, Decision expected)
    {
        Assert.All(await ServerCalls.AnsweredAsync(() => server.CheckAllAsync(customers)), decision => Assert.Equal(expected, decision));
        var statuses = await Task.WhenAll(customers.Select(customer => ServerCalls.AnsweredAsync(() => server.GetDecisionAsync(customer))));
        Assert.All(statuses, decision => Assert.Equal(expected, decision));
    }

    private async Task<RecordInboundResponse[]> RecordAllAsync(IEnumerable<RecordInboundRequest> texts) =>
        await Task.WhenAll(texts.Select((text, index) => Cluster.Servers[index % LocalCluster.Size].RecordUntilAnsweredAsync(text)));
}
