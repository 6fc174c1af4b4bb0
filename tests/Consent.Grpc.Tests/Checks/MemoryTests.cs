using Consent.Grpc.Checks;
using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Checks;

/// <summary>A pair without a record, which is nearly every recipient of a campaign, costs nothing.</summary>
[Collection(Alone.Name)]
public sealed class MemoryTests(SharedHost host) : IClassFixture<SharedHost>
{
    private const int Checks = 100_000;
    private const long MaxGrowth = 2_000_000;

    [Fact]
    public async Task CheckSend_OfDistinctCustomers_LeavesNothingBehind()
    {
        // Some over the wire, so that what the first calls set up is there; the rest as the wire's handler calls it.
        for (var number = 0; number < 1_000; number++)
        {
            await host.Client.CheckSendAsync(Request(number));
        }

        var checks = host.Host.Services.GetRequiredService<CheckSendHandler>();
        await CheckAsync(checks, 1_000, 2_000);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        await CheckAsync(checks, 2_000, 2_000 + Checks);

        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(growth < MaxGrowth, $"Grew by {growth} bytes.");
        Assert.Equal((0, 0), await host.Ledger.SizeAsync());
        Assert.Equal(0, await GrainsAsync());
    }

    [Fact]
    public async Task RecordInbound_OfOrdinaryTexts_ActivatesNoGrain()
    {
        for (var number = 0; number < 100; number++)
        {
            await host.NewPair().TextAsync("see you at 5");
        }

        Assert.Equal(0, await GrainsAsync());
    }

    private static async Task CheckAsync(CheckSendHandler checks, int from, int to)
    {
        for (var number = from; number < to; number++)
        {
            Assert.Equal(Decision.Allowed, (await checks.CheckAsync(Request(number), context: null!)).Decision);
        }
    }

    private static CheckSendRequest Request(int number) =>
        new() { SenderNumber = "+15550001111", CustomerNumber = $"+1555{2_000_000 + number}" };

    private async Task<int> GrainsAsync()
    {
        var management = host.Host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        var statistics = await management.GetSimpleGrainStatistics();
        return statistics.Where(grain => grain.GrainType.Contains("ConsentGrain", StringComparison.Ordinal)).Sum(grain => grain.ActivationCount);
    }
}

/// <summary>What measures memory runs while nothing else does.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
