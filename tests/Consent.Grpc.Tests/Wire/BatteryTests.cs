using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Checks;
using Consent.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Consent.Grpc.Tests.Wire;

/// <summary>Everything that cannot be read, again and again: nothing changes, and memory is where it was.</summary>
[Collection(Alone.Name)]
public sealed class BatteryTests(SharedHost host) : IClassFixture<SharedHost>
{
    private const int Rounds = 20;
    private const long MaxGrowth = 5_000_000;

    [Fact]
    public async Task Battery_TwentyTimes_LeavesEverythingAsItWas()
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");
        await RunAsync(pair);
        var (size, status) = (await host.Ledger.SizeAsync(), await pair.StatusAsync());
        var before = GC.GetTotalMemory(forceFullCollection: true);

        for (var round = 0; round < Rounds; round++)
        {
            await RunAsync(pair);
        }

        Assert.Equal(size, await host.Ledger.SizeAsync());
        Assert.Equal(status, await pair.StatusAsync());
        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(growth < MaxGrowth, $"Grew by {growth} bytes.");
    }

    [Theory]
    [InlineData("CheckSend", "a gzip bomb")]
    [InlineData("CheckSend", "a deflate bomb")]
    [InlineData(WireMethods.Stream, "a gzip bomb")]
    [InlineData(WireMethods.Stream, "a deflate bomb")]
    public async Task Call_CompressedBomb_IsNotUnpackedFirst(string method, string bomb)
    {
        // A hundred megabytes, unpacked.
        var fault = Fault.ByName[bomb];
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);
        var body = fault.Of([]);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var answer = await connection.CallAsync(WireMethods.Path(method), body, fault.Headers);

        Assert.Equal(StatusCode.ResourceExhausted, answer.Status);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 30_000_000);
    }

    private async Task RunAsync(Pair pair)
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);
        foreach (var method in WireMethods.All)
        {
            foreach (var fault in Fault.ByName.Values.Where(fault => fault.Concerns(method)))
            {
                var answer = await connection.CallAsync(
                    WireMethods.Path(method), fault.Of(WireMethods.Good(method, pair).ToByteArray()), fault.Headers);
                Assert.Equal((method, fault.Name, fault.Status), (method, fault.Name, answer.Status));
            }
        }

        Assert.Null(connection.GoAway);
        await GiveUpAsync(connection, pair);
        var good = await connection.CallAsync(WireMethods.Path("CheckSend"), WireMethods.GoodCheck(pair));
        Assert.Equal(StatusCode.OK, good.Status);
    }

    private async Task GiveUpAsync(RawConnection connection, Pair pair)
    {
        await using var dropped = await RawConnection.ConnectAsync(host.Host.Grpc);
        foreach (var method in WireMethods.All)
        {
            var good = WireMethods.Framed(WireMethods.Good(method, pair));
            foreach (var given in new[] { connection, dropped })
            {
                var call = await given.OpenAsync(WireMethods.Path(method), end: false, ("x-much", new string('v', 20_000)));
                await given.SendAsync(call, good[..^1], end: false);
                if (given == connection)
                {
                    await given.ResetAsync(call);
                }
            }
        }

        await dropped.PingAsync();
        Assert.Equal((null, null), (connection.GoAway, dropped.GoAway));
    }
}
