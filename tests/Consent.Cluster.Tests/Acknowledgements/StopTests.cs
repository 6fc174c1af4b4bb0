using Consent.Cluster.Tests.Clusters;
using Consent.Torture.Clusters;
using Consent.V1;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Acknowledgements;

[Collection(SharedCluster.Name)]
public sealed class StopTests(LocalClusterFixture fixture, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Callers = 16;
    private const int RoundsOfACaller = 100;

    private LocalCluster Cluster => fixture.Cluster;

    public Task InitializeAsync() => Cluster.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Check_OnTheOtherServersRightAfterAnAnswer_KnowsOfIt()
    {
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(caller))));

        var time = TimeProvider.System.GetElapsedTime(started);
        output.WriteLine($"{Callers * RoundsOfACaller} STOPs and as many STARTs in {time}");
    }

    private async Task CallAsync(int caller)
    {
        var customer = Wire.NewCustomer();
        var streams = Cluster.Servers.Select(server => new CheckStream(server)).ToList();
        for (var round = 0; round < RoundsOfACaller; round++)
        {
            await RecordAndCheckAsync(Wire.Stop, caller + round, Decision.Blocked);
            await RecordAndCheckAsync(Wire.Start, caller + round + 1, Decision.Allowed);
        }

        streams.ForEach(stream => stream.Dispose());

        async Task RecordAndCheckAsync(string body, int turn, Decision expected)
        {
            var writer = turn % LocalCluster.Size;
            var answer = await Cluster.Servers[writer].RecordAsync(customer, body);
            Assert.True(answer.Applied);
            var others = Enumerable.Range(0, LocalCluster.Size).Where(server => server != writer);
            var decisions = await Task.WhenAll(others.SelectMany(Ask));
            Assert.All(decisions, decision => Assert.Equal(expected, decision));
        }

        Task<Decision>[] Ask(int server) =>
        [
            Cluster.Servers[server].CheckAsync(customer),
            BatchAsync(Cluster.Servers[server]),
            streams[server].CheckAsync(customer),
        ];

        async Task<Decision> BatchAsync(Server server) => (await server.CheckAllAsync([customer]))[0];
    }
}
