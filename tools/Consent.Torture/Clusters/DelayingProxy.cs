using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Channel = System.Threading.Channels.Channel;

namespace Consent.Torture.Clusters;

/// <summary>Stands before a server, and hands on what is sent through it, either way, after a while. The order stays.</summary>
internal sealed class DelayingProxy : IAsyncDisposable
{
    private const int Chunk = 64 * 1024;
    private const int Backlog = 100;

    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private readonly Socket _listener;
    private readonly Func<Socket> _sockets;
    private readonly IPEndPoint _target;
    private readonly TimeProvider _time;
    private readonly Task _accepting;
    private long _delay;
    private int _held;

    private DelayingProxy(Func<Socket> sockets, IPEndPoint listen, IPEndPoint target, TimeProvider time)
    {
        (_sockets, _target, _time) = (sockets, target, time);
        _listener = sockets();
        _listener.Bind(listen);
        _listener.Listen(Backlog);
        Address = (IPEndPoint)_listener.LocalEndPoint!;
        _accepting = AcceptAsync();
    }

    public IPEndPoint Address { get; }

    /// <summary>Gets or sets how long what arrives from now on is held back, each way: zero at first. Connecting takes no longer.</summary>
    public TimeSpan Delay
    {
        get => new(Volatile.Read(ref _delay));
        set => Volatile.Write(ref _delay, value.Ticks);
    }

    /// <summary>Gets how many chunks are held back now.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <param name="sockets">Makes a TCP socket where the proxy is to be.</param>
    /// <param name="listen">Where to listen; port 0 takes any free one.</param>
    /// <param name="target">The server.</param>
    /// <param name="time">What the delay is measured by.</param>
    public static DelayingProxy Start(Func<Socket> sockets, IPEndPoint listen, IPEndPoint target, TimeProvider? time = null) =>
        new(sockets, listen, target, time ?? TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await Task.WhenAll(_connections.Keys.Append(_accepting));
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var connection = ServeAsync(await _listener.AcceptAsync(_end.Token));
                _connections[connection] = true;
                _ = connection.ContinueWith(ended => _connections.TryRemove(ended, out _), TaskScheduler.Default);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // The end, or a caller that went away before it was accepted.
            }
        }
    }

    private async Task ServeAsync(Socket caller)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        using (caller)
        using (var server = _sockets())
        {
            try
            {
                caller.NoDelay = server.NoDelay = true;
                await server.ConnectAsync(_target, over.Token);
                await Task.WhenAll(HandOnAsync(caller, server, over), HandOnAsync(server, caller, over));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                // Whoever is left finds the connection reset, as if there were none in between.
                caller.Close(0);
                server.Close(0);
            }
        }
    }

    private async Task HandOnAsync(Socket from, Socket to, CancellationTokenSource over)
    {
        var chunks = Channel.CreateUnbounded<(byte[] Bytes, long ArrivedAt, TimeSpan Delay)>();
        var waiting = 0;
        try
        {
            await Task.WhenAll(ReceiveAsync(), HoldBackAsync());
        }
        catch
        {
            // The other way is over too.
            await over.CancelAsync();
            throw;
        }

        async Task ReceiveAsync()
        {
            try
            {
                var buffer = new byte[Chunk];
                int read;
                do
                {
                    read = await from.ReceiveAsync(buffer, over.Token);
                    var delay = Delay;
                    if (delay == TimeSpan.Zero && Volatile.Read(ref waiting) == 0)
                    {
                        // At once, and by whoever received it: there must be as good as nothing in between.
                        await SendAsync(to, buffer.AsMemory(0, read), over.Token);
                        continue;
                    }

                    Interlocked.Increment(ref waiting);
                    Interlocked.Increment(ref _held);
                    await chunks.Writer.WriteAsync((buffer[..read], _time.GetTimestamp(), delay));
                }
                while (read > 0);
                chunks.Writer.Complete();
            }
            catch (Exception e)
            {
                chunks.Writer.Complete(e);
            }
        }

        async Task HoldBackAsync()
        {
            await foreach (var (bytes, arrivedAt, delay) in chunks.Reader.ReadAllAsync(CancellationToken.None))
            {
                try
                {
                    if (delay - _time.GetElapsedTime(arrivedAt) is var left && left > TimeSpan.Zero)
                    {
#pragma warning disable RS0030 // Nobody waits for this to have happened: it is what happens.
                        await Task.Delay(left, _time, over.Token);
#pragma warning restore RS0030
                    }
                }
                finally
                {
                    Interlocked.Decrement(ref _held);
                }

                await SendAsync(to, bytes, over.Token);
                Interlocked.Decrement(ref waiting);
            }
        }
    }

    // Nothing at all is the end of what is sent, and is held back like the rest.
    private static async ValueTask SendAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (bytes.IsEmpty)
        {
            to.Shutdown(SocketShutdown.Send);
        }

        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await to.SendAsync(bytes[sent..], cancellation);
        }
    }
}
