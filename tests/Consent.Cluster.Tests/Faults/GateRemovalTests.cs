using Consent.Cluster.Tests.Clusters;
using Consent.V1;
using Grpc.Core;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Faults;

/// <summary>The control: with the gate of server 3 taken out, what the other tests look for must be there to be seen.</summary>
[Collection(SharedBreakableCluster.Name)]
public sealed class GateRemovalTests(BreakableCluster breakable, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Customers = 20;
    private const int GateIsOut = 2010;

    private static readonly TimeSpan WhileItSleeps = TimeSpan.FromSeconds(60);

    private LocalCluster Cluster => breakable.Cluster;

    private Server Ungated => Cluster.Servers[2];

    public async Task InitializeAsync()
    {
        await breakable.HealthyAsync();
        if (Root.Reason is null)
        {
            await Cluster.Script.RunAsync("stop", "3");
            Cluster.Script.Variables[ClusterScript.GateVariable] = ClusterScript.GateValue;
            await Cluster.Script.RunAsync("start", "3");
            Cluster.Script.Variables.Remove(ClusterScript.GateVariable);
        }
    }

    public async Task DisposeAsync() => await Cluster.Script.TryRunAsync(["kill", "3"]);

    [RootFact]
    public async Task Check_OnAServerThatSleptThroughStopsWithItsGateOut_IsAllowed()
    {
        var customers = Enumerable.Range(0, Customers).Select(_ => Wire.NewCustomer()).ToList();
        await Ungated.CheckAllAsync(customers);

        await Cluster.Script.RunAsync("pause", "3");
        await RecordStopsAsync(customers);
        var checks = customers.Select(TryCheckAsync).ToList();
        await Cluster.Script.RunAsync("resume", "3");
        var answers = await Task.WhenAll(checks);

        output.WriteLine(string.Join(", ", answers.CountBy(answer => answer)));
        Assert.Contains(nameof(Decision.Allowed), answers);
        Assert.True(Ungated.Logged(GateIsOut) > 0);
    }

    [RootFact]
    public async Task Check_OnAServerThatIsCutOffWithItsGateOut_IsAllowed()
    {
        var customers = Enumerable.Range(0, Customers).Select(_ => Wire.NewCustomer()).ToList();
        await Cluster.Script.RunAsync("cut", "3", "both");
        await RecordStopsAsync(customers);

        var answers = await Task.WhenAll(customers.Select(TryCheckAsync));

        output.WriteLine(string.Join(", ", answers.CountBy(answer => answer)));
        Assert.Contains(nameof(Decision.Allowed), answers);
    }

    private Task<RecordInboundResponse[]> RecordStopsAsync(List<string> customers) =>
        Task.WhenAll(customers.Select(customer => Cluster.Servers[0].RecordUntilAnsweredAsync(Wire.Text(customer, Wire.Stop))));

    private async Task<string> TryCheckAsync(string customer)
    {
        try
        {
            return $"{await Ungated.CheckAsync(customer, WhileItSleeps)}";
        }
        catch (RpcException e)
        {
            return $"{e.StatusCode}";
        }
    }
}
