using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Wire;

/// <summary>Callers that take their time: on purpose, or since they have nothing to say.</summary>
[Collection(OneHost.Name)]
public sealed class SlowPeerTests(SharedHost host)
{
    private const byte Headers = 1;
    private const byte Continuation = 9;

    [Theory]
    [InlineData("GET /healthz HTTP/1.1\r\nHost: consent\r\n")]
    [InlineData("GET /healthz HTT")]
    public async Task Http1_HeadersThatDoNotEnd_AreCutOff(string sent)
    {
        await using var connection = await RawHttp.ConnectAsync(host.Host.Web.BaseAddress!);
        await connection.TrySendAsync(sent);

        Assert.StartsWith("HTTP/1.1 408 ", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Http1_BodyThatDoesNotCome_IsCutOff()
    {
        await using var connection = await RawHttp.ConnectAsync(host.Host.Web.BaseAddress!);

        Assert.StartsWith("HTTP/1.1 4", await StallAsync(connection), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Http2_HeadersThatStall_AreCutOff()
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);

        await connection.FrameAsync(Headers, 0, 1, Hpack.Encode([(":method", "POST")]));

        await connection.Closed;
        Assert.Equal(Decision.Allowed, (await host.NewPair().CheckAsync()).Decision);
    }

    [Fact]
    public async Task Http2_HeadersWithoutEnd_AreCutOff()
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);
        await connection.FrameAsync(Headers, 0, 1, Hpack.Encode([(":method", "POST")]));

        while (!connection.Closed.IsCompleted)
        {
            await connection.FrameAsync(Continuation, 0, 1, Hpack.Encode([("x", "y")]));
        }

        Assert.True(connection.GoAway is null or > RawConnection.NoError, $"{connection.GoAway}");
    }

    [Fact]
    public async Task Http2_AMessageThatStalls_LeavesTheOtherCallsOfTheConnectionAlone()
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);
        var quiet = await connection.OpenAsync(WireMethods.Path(WireMethods.Stream), end: false);
        await connection.SendAsync(quiet, WireMethods.GoodItem(host.NewPair(), "first"), end: false);
        var stalled = await connection.OpenAsync(WireMethods.Path("CheckSend"), end: false);
        var check = WireMethods.GoodCheck(host.NewPair());
        await connection.SendAsync(stalled, check[..3], end: false);
        await connection.PingAsync();

        // Kestrel counts the seconds of both ports alike, and cuts these off.
        for (var round = 0; round < 2; round++)
        {
            await using var another = await RawHttp.ConnectAsync(host.Host.Web.BaseAddress!);
            Assert.NotEqual("", await StallAsync(another));
        }

        Assert.Null(connection.GoAway);
        await connection.SendAsync(quiet, WireMethods.GoodItem(host.NewPair(), "second"), end: true);
        Assert.Equal(2, (await connection.ResponseAsync(quiet)).Messages().Count);
        await connection.SendAsync(stalled, check[3..], end: true);
        Assert.Equal(StatusCode.OK, (await connection.ResponseAsync(stalled)).Status);
    }

    private static async Task<string> StallAsync(RawHttp connection)
    {
        await connection.TrySendAsync(
            "POST /v1/sends:check HTTP/1.1\r\nHost: consent\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{");
        return await connection.ReadToEndAsync();
    }
}
