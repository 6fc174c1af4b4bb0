using System.Net;
using System.Net.Sockets;
using Consent.Torture.Clusters;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Torture.Tests.Clusters;

public sealed class DelayingProxyTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(200);

    private readonly FakeTimeProvider _time = new();
    private readonly Socket _listener = NewSocket();
    private readonly Socket _caller = NewSocket();
    private DelayingProxy? _proxy;
    private Socket? _server;

    private DelayingProxy Proxy => _proxy!;

    private Socket Server => _server!;

    public async Task InitializeAsync()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _proxy = DelayingProxy.Start(NewSocket, new IPEndPoint(IPAddress.Loopback, 0), (IPEndPoint)_listener.LocalEndPoint!, _time);
        await _caller.ConnectAsync(_proxy.Address);
        _server = await _listener.AcceptAsync();
    }

    public async Task DisposeAsync() => await Proxy.DisposeAsync();

    public void Dispose()
    {
        _listener.Dispose();
        _caller.Dispose();
        _server?.Dispose();
    }

    [Fact]
    public async Task Send_WithoutADelay_ArrivesBothWays()
    {
        await _caller.SendAsync(new byte[] { 1, 2, 3 });
        Assert.Equal([1, 2, 3], await ReceiveAsync(Server, 3));

        await Server.SendAsync(new byte[] { 4 });
        Assert.Equal([4], await ReceiveAsync(_caller, 1));
    }

    [Fact]
    public async Task Send_Delayed_ArrivesAfterTheDelayAndNotBefore()
    {
        Proxy.Delay = Delay;
        await _caller.SendAsync(new byte[] { 1 });
        await HeldAsync(1);
        _time.Advance(Delay - TimeSpan.FromTicks(1));
        Assert.Equal(0, Server.Available);

        // Timers count whole milliseconds.
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([1], await ReceiveAsync(Server, 1));
    }

    [Fact]
    public async Task Delay_TakenAwayWhileSomethingIsHeld_KeepsTheOrder()
    {
        Proxy.Delay = Delay;
        await _caller.SendAsync(new byte[] { 1 });
        await HeldAsync(1);
        Proxy.Delay = TimeSpan.Zero;
        await _caller.SendAsync(new byte[] { 2 });
        await HeldAsync(2);
        Assert.Equal(0, Server.Available);

        _time.Advance(Delay);
        Assert.Equal([1, 2], await ReceiveAsync(Server, 2));
    }

    [Fact]
    public async Task Shutdown_OfOneWay_LeavesTheOther()
    {
        await _caller.SendAsync(new byte[] { 1 });
        _caller.Shutdown(SocketShutdown.Send);
        Assert.Equal([1], await ReceiveAsync(Server, 1));
        Assert.Equal(0, await Server.ReceiveAsync(new byte[1]));

        await Server.SendAsync(new byte[] { 2 });
        Assert.Equal([2], await ReceiveAsync(_caller, 1));
    }

    [Fact]
    public async Task Close_ByAServerThatDies_ResetsTheCaller()
    {
        Server.Close(0);

        await Assert.ThrowsAsync<SocketException>(async () => await _caller.ReceiveAsync(new byte[1]));
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private static async Task<byte[]> ReceiveAsync(Socket socket, int count)
    {
        var bytes = new byte[count];
        for (var received = 0; received < count;)
        {
            received += await socket.ReceiveAsync(bytes.AsMemory(received));
        }

        return bytes;
    }

    private Task<TimeSpan> HeldAsync(int chunks) => Until.TrueAsync($"{chunks} chunks are held", () => Task.FromResult(Proxy.Held == chunks));
}
