using Consent.Cluster.Tests.Clusters;
using Consent.Torture.Clusters;
using Consent.V1;

namespace Consent.Cluster.Tests.Acknowledgements;

/// <summary>The first text of a customer, through all servers at once.</summary>
[Collection(SharedCluster.Name)]
public sealed class FirstWriteTests(LocalClusterFixture fixture) : IAsyncLifetime
{
    private const int Customers = 100;

    private LocalCluster Cluster => fixture.Cluster;

    public Task InitializeAsync() => Cluster.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task RecordInbound_TwoTextsAtOnce_AreEnteredOneAfterTheOther()
    {
        var answers = await OfEachAsync(customer => Cluster.Servers.Select(server => server.RecordAsync(customer, Wire.Stop)));

        var ledger = (await Cluster.WholeLedgerAsync()).ToLookup(row => row.Customer);
        Assert.All(answers, each =>
        {
            Assert.Single(each.Answers, answer => answer.Reply is not null);
            Assert.All(each.Answers, answer => Assert.Equal((true, false, Decision.Blocked), (answer.Applied, answer.Duplicate, answer.Decision)));
            Assert.Equal([1, 2, 3], ledger[each.Customer].Select(row => row.Revision));
            Assert.Equal(ledger[each.Customer].Select(row => row.Position), each.Answers.Select(answer => answer.LedgerPosition).Order());
        });
    }

    [Fact]
    public async Task RecordInbound_OneTextThroughAllServersAtOnce_IsEnteredOnce()
    {
        var answers = await OfEachAsync(customer =>
        {
            var text = Wire.Text(customer, Wire.Stop);
            return Cluster.Servers.Select(server => server.RecordAsync(text));
        });

        var ledger = (await Cluster.WholeLedgerAsync()).ToLookup(row => row.Customer);
        Assert.All(answers, each =>
        {
            var position = Assert.Single(ledger[each.Customer]).Position;
            Assert.Single(each.Answers, answer => !answer.Duplicate);
            Assert.All(each.Answers, answer =>
            {
                Assert.Equal((true, position, Decision.Blocked), (answer.Applied, answer.LedgerPosition, answer.Decision));
                Assert.NotNull(answer.Reply);
            });
        });
    }

    private static async Task<(string Customer, RecordInboundResponse[] Answers)[]> OfEachAsync(
        Func<string, IEnumerable<Task<RecordInboundResponse>>> record) =>
        await Task.WhenAll(Enumerable.Range(0, Customers).Select(async _ =>
        {
            var customer = Wire.NewCustomer();
            return (customer, await Task.WhenAll(record(customer)));
        }));
}
