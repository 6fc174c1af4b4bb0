using Consent.Grpc.Checks;
using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Checks;

/// <summary>Bounded: a check is a look-up. It waits for nothing, and where it allows it allocates nothing.</summary>
[Collection(OneHost.Name)]
public sealed class BoundedTests(SharedHost host)
{
    private const int Checks = 1_000;

    [Fact]
    public void CheckSend_FromMemory_IsAnsweredAtOnceAndAllocatesNothing()
    {
        var checks = host.Host.Services.GetRequiredService<CheckSendHandler>();
        var request = new CheckSendRequest { SenderNumber = "+15550001111", CustomerNumber = "+15554440000" };
        var (before, atOnce) = (0L, true);
        for (var number = 0; number < Checks * 2; number++)
        {
            // What the first calls set up does not count.
            before = number == Checks ? GC.GetAllocatedBytesForCurrentThread() : before;
            atOnce &= checks.CheckAsync(request, context: null!).IsCompletedSuccessfully;
        }

        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        // But for an answer that is made anew where an entry has come meanwhile.
        Assert.True(atOnce);
        Assert.InRange(bytes, 0, Checks - 1);
    }

    [Fact]
    public async Task CheckSend_AllowedBeforeAndAfterAnEntry_TellsEachPosition()
    {
        var pair = host.NewPair();
        var before = await pair.CheckAsync();
        var entered = await host.NewPair().TextAsync("STOP");

        var after = await pair.CheckAsync();

        Assert.InRange(before.LedgerPosition, 0, entered.LedgerPosition - 1);
        Assert.InRange(after.LedgerPosition, entered.LedgerPosition, long.MaxValue);
    }

    [Fact]
    public void BatchCheckSend_FromMemory_IsAnsweredAtOnce()
    {
        var batches = host.Host.Services.GetRequiredService<BatchCheckSendHandler>();
        var request = new BatchCheckSendRequest { SenderNumber = "+15550001111", CustomerNumbers = { "+15554440000" } };

        Assert.True(batches.CheckAsync(request, context: null!).IsCompletedSuccessfully);
    }
}
