using System.Diagnostics;
using Consent.Cluster.Tests.Clusters;
using Consent.Cluster.Tests.Traffic;
using Consent.V1;
using Xunit.Abstractions;

namespace Consent.Cluster.Tests.Faults;

/// <summary>Server 3's wall clock is put off while it runs; its monotonic clock goes on.</summary>
[Collection(SharedBreakableCluster.Name)]
public sealed class ClockTests(BreakableCluster breakable, ITestOutputHelper output) : IAsyncLifetime
{
    private LocalCluster Cluster => breakable.Cluster;

    public Task InitializeAsync() => breakable.HealthyAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    // Ahead of a roster's age, both; further back than Orleans keeps an activation (15 min) no new one can be made until it is restarted.
    [RootTheory]
    [InlineData("+60")]
    [InlineData("-60")]
    public async Task Clock_PutOffUnderLoad_MissesNothing(string offset)
    {
        await using var load = await Load.StartAsync(Cluster.Servers, turn => Cluster.Servers[turn % LocalCluster.Size]);
        using var web = new HttpClient(Cluster.Script.HandlerFor(3)!);
        var page = new Uri($"http://127.0.0.1:{Cluster.Script.Port + 31}/healthz");
        var expected = TimeSpan.FromSeconds(int.Parse(offset, System.Globalization.CultureInfo.InvariantCulture));

        await Cluster.Script.RunAsync("clock", "3", offset);
        await Until.TrueAsync("its clock is off", async () =>
        {
            using var answer = await web.GetAsync(page);
            var off = answer.Headers.Date!.Value - TimeProvider.System.GetUtcNow();
            return (off - expected).Duration() < TimeSpan.FromSeconds(10);
        });

        var called = Stopwatch.GetTimestamp();
        var customer = Wire.NewCustomer();
        await Cluster.Servers[2].RecordUntilAnsweredAsync(Wire.Text(customer, Wire.Stop));
        output.WriteLine($"A STOP there was acknowledged after {Stopwatch.GetElapsedTime(called)}");
        Assert.Equal(Decision.Blocked, await Cluster.Servers[0].CheckAsync(customer));
        await load.MoreAsync(2_000);
        await Cluster.Script.RunAsync("clock", "3", "+0");
        await load.MoreAsync(2_000);
        await load.EndAsync(Cluster);
        load.AssertRefusedInTime();
        output.WriteLine(string.Join(", ", load.Refusals.CountBy(refusal => (refusal.Server, refusal.IsWrite, refusal.Reason))));
    }
}
