using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Wire;

/// <summary>Calls that are given up in the middle, frames that are none, and a caller who stops reading.</summary>
[Collection(OneHost.Name)]
public sealed class BrokenConnectionTests(SharedHost host)
{
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Settings = 4;
    private const byte Continuation = 9;

    public static TheoryData<string> Methods() => [.. WireMethods.All];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Call_ResetInMidMessage_ChangesNothingAndTheConnectionStays(string method)
    {
        var before = await host.Ledger.SizeAsync();
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);
        var good = WireMethods.Framed(WireMethods.Good(method, host.NewPair()));
        for (var length = 0; length < good.Length; length++)
        {
            var call = await connection.OpenAsync(WireMethods.Path(method), end: false);
            await connection.SendAsync(call, good[..length], end: false);
            await connection.ResetAsync(call);
        }

        await AssertWorksAsync(connection);
        Assert.Equal(before, await host.Ledger.SizeAsync());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Connection_DroppedInMidMessage_ChangesNothingAndTheServerLives(string method)
    {
        var before = await host.Ledger.SizeAsync();
        var good = WireMethods.Framed(WireMethods.Good(method, host.NewPair()));
        await using (var connection = await RawConnection.ConnectAsync(host.Host.Grpc))
        {
            var call = await connection.OpenAsync(WireMethods.Path(method), end: false);
            await connection.SendAsync(call, good[..(good.Length / 2)], end: false);
            await connection.PingAsync();
        }

        await using var another = await RawConnection.ConnectAsync(host.Host.Grpc);
        await AssertWorksAsync(another);
        Assert.Equal(before, await host.Ledger.SizeAsync());
    }

    [Theory]
    [InlineData(Data)]
    [InlineData(Headers)]
    [InlineData(Settings)]
    public async Task Connection_DroppedInMidFrame_TheServerLives(byte type)
    {
        await using (var connection = await RawConnection.ConnectAsync(host.Host.Grpc))
        {
            var call = await connection.OpenAsync(WireMethods.Path("CheckSend"), end: false);
            await connection.FrameAsync(type, 0, type == Settings ? 0 : type == Headers ? call + 2 : call, [0, 0, 0], length: 600);
        }

        await using var another = await RawConnection.ConnectAsync(host.Host.Grpc);
        await AssertWorksAsync(another);
    }

    public static TheoryData<byte, byte, int, byte[]> BadFrames() => new()
    {
        { Data, 0, 0, [1] },
        { Data, 0, 101, [1] },
        { Data, 8, 1, [200] },
        { Headers, 4, 2, [] },
        { Headers, 4, 101, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] },
        { Settings, 0, 0, [0, 4, 0, 0, 0] },
        { Settings, 0, 0, [0, 4, 0xFF, 0xFF, 0xFF, 0xFF] },
        { Continuation, 4, 1, [] },
        { 3, 0, 0, [0, 0, 0, 8] },
        { 6, 0, 0, [1] },
        { 8, 0, 0, [0, 0, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(BadFrames))]
    public async Task Connection_FrameThatMayNotBe_IsClosedWithAWordAndTheServerLives(byte type, byte flags, int id, byte[] payload)
    {
        await using (var connection = await RawConnection.ConnectAsync(host.Host.Grpc))
        {
            await connection.OpenAsync(WireMethods.Path("CheckSend"), end: false);

            await connection.FrameAsync(type, flags, id, payload);

            await connection.Closed;
            Assert.True(connection.GoAway > RawConnection.NoError, $"{connection.GoAway}");
        }

        await using var another = await RawConnection.ConnectAsync(host.Host.Grpc);
        await AssertWorksAsync(another);
    }

    [Fact]
    public async Task RecordInbound_ResetOnceSent_IsEnteredOnceWhateverBecameOfTheFirst()
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);
        for (var round = 0; round < 50; round++)
        {
            var pair = host.NewPair();
            var stop = pair.Text("STOP");
            var call = await connection.OpenAsync(WireMethods.Path("RecordInbound"), end: false);
            await connection.SendAsync(call, WireMethods.Framed(stop), end: true);
            await connection.ResetAsync(call);

            await host.Client.RecordInboundAsync(stop);

            Assert.Equal([stop.MessageId], await host.Ledger.IdsAsync(pair));
            Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
        }
    }

    [Fact]
    public async Task StreamCheckSend_CallerStopsReading_IsReadNoFurtherAndGoesOnAfterwards()
    {
        const int Most = 200_000;
        var pair = host.NewPair();
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc, grantsWindow: false);
        var call = await connection.OpenAsync(WireMethods.Path(WireMethods.Stream), end: false);
        var item = WireMethods.GoodItem(pair, new string('r', 64));

        var sent = 0;
        for (var refused = 0; sent < Most && refused < 100;)
        {
            if (await connection.TrySendAsync(call, item))
            {
                (sent, refused) = (sent + 1, 0);
            }
            else
            {
                // The server has read all frames, and grants no more.
                await connection.PingAsync();
                refused++;
            }
        }

        Assert.True(sent < Most, "The server takes all that is sent.");
        await connection.GrantAsync(call, int.MaxValue - 65_535);
        await connection.SendAsync(call, [], end: true);
        var answer = await connection.ResponseAsync(call);
        Assert.Equal((StatusCode.OK, sent), (answer.Status, answer.Messages().Count));
        await AssertWorksAsync(connection);
    }

    private async Task AssertWorksAsync(RawConnection connection)
    {
        var answer = await connection.CallAsync(WireMethods.Path("CheckSend"), WireMethods.GoodCheck(host.NewPair()));
        Assert.Equal(StatusCode.OK, answer.Status);
        Assert.Equal(Decision.Allowed, CheckSendResponse.Parser.ParseFrom(Assert.Single(answer.Messages())).Decision);
    }
}
