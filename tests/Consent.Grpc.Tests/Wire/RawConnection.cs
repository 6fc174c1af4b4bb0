using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Consent.Grpc.Tests.Wire;

/// <summary>An HTTP/2 client that sends what no client library would.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    public const int NoError = 0;
    public const int Cancel = 8;

    private const int MaxFrame = 16_384;
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;

    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly ConcurrentDictionary<int, RawResponse> _responses = new();
    private readonly ConcurrentQueue<TaskCompletionSource> _pings = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Uri _server;
    private readonly bool _grantsWindow;
    private readonly SendWindows _windows = new();
    private Task _reading = Task.CompletedTask;
    private readonly TaskCompletionSource _goAway = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _lastStream = -1;

    private RawConnection(Uri server, bool grantsWindow) => (_server, _grantsWindow) = (server, grantsWindow);

    /// <summary>Gets the error of the server's GOAWAY, if one came.</summary>
    public int? GoAway { get; private set; }

    /// <summary>Gets what tells that the server has closed the connection.</summary>
    public Task Closed => _reading;

    /// <param name="server">Where the service is.</param>
    /// <param name="grantsWindow">Whether the server may send on as data is read; otherwise 64 KiB in all.</param>
    public static async Task<RawConnection> ConnectAsync(Uri server, bool grantsWindow = true)
    {
        var connection = new RawConnection(server, grantsWindow);
        await connection._client.ConnectAsync(server.Host, server.Port);
        var stream = connection._client.GetStream();
        await stream.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        // No dynamic table for the server's headers.
        await connection.FrameAsync(4, 0, 0, [0, 1, 0, 0, 0, 0]);
        connection._reading = Task.Run(() => connection.ReadAsync(stream));
        return connection;
    }

    /// <summary>Opens a call with gRPC's own headers; a header that is given takes the place of its own.</summary>
    public Task<int> OpenAsync(string path, bool end, params IReadOnlyList<(string Name, string Value)> headers) =>
        OpenAsync(path, end, [], headers);

    private async Task<int> OpenAsync(string path, bool end, byte[] body, IReadOnlyList<(string Name, string Value)> headers)
    {
        var id = Interlocked.Add(ref _lastStream, 2);
        _responses[id] = new RawResponse();
        _windows.Open(id);
        (string Name, string Value)[] own =
        [
            (":method", "POST"), (":scheme", "http"), (":path", path), (":authority", _server.Authority), ("te", "trailers"),
            ("content-type", "application/grpc"),
        ];
        var block = Hpack.Encode(own
            .Where(header => !headers.Any(given => given.Name == header.Name))
            .Concat(headers)
            .Where(header => header.Value.Length > 0)
            .OrderBy(header => header.Name.StartsWith(':') ? 0 : 1));
        // At one go: nothing may come between the parts.
        var frames = new List<byte>();
        for (var at = 0; at < block.Length; at += MaxFrame)
        {
            var part = block[at..Math.Min(block.Length, at + MaxFrame)];
            var flags = (at + part.Length == block.Length ? EndHeaders : 0) | (end && at == 0 ? EndStream : 0);
            frames.AddRange(Frame(at == 0 ? (byte)1 : (byte)9, (byte)flags, id, part, part.Length));
        }

        if (body.Length > 0)
        {
            frames.AddRange(Frame(0, EndStream, id, body, body.Length));
        }

        await WriteAsync([.. frames]);
        return id;
    }

    /// <summary>Sends a call's bytes as the server's windows allow; once the call has been answered, no more.</summary>
    public async Task SendAsync(int id, byte[] data, bool end)
    {
        var at = 0;
        do
        {
            var size = Math.Min(data.Length - at, MaxFrame);
            for (var grew = _windows.Grew; size > 0 && !_windows.TryTake(id, size); grew = _windows.Grew)
            {
                if (await Task.WhenAny(grew, _responses[id].Ended) != grew)
                {
                    return;
                }
            }

            await FrameAsync(0, end && at + size == data.Length ? EndStream : (byte)0, id, data[at..(at + size)]);
            at += size;
        }
        while (at < data.Length);
    }

    /// <summary>Sends what fits into the server's windows, and says whether it did.</summary>
    public async Task<bool> TrySendAsync(int id, byte[] data)
    {
        if (!_windows.TryTake(id, data.Length))
        {
            return false;
        }

        await FrameAsync(0, 0, id, data);
        return true;
    }

    public async Task<RawResponse> CallAsync(string path, byte[] body, params IReadOnlyList<(string Name, string Value)> headers)
    {
        var id = await OpenAsync(path, end: false, headers);
        await SendAsync(id, body, end: true);
        return await ResponseAsync(id);
    }

    /// <summary>Sends a short call at one go, as clients do.</summary>
    public async Task<RawResponse> CallAtOnceAsync(string path, byte[] body, params IReadOnlyList<(string Name, string Value)> headers) =>
        await ResponseAsync(await OpenAsync(path, body.Length == 0, body, headers));

    public async Task<RawResponse> ResponseAsync(int id)
    {
        var response = _responses[id];
        await response.Ended;
        return response;
    }

    /// <summary>Waits for the first bytes of a call's answer.</summary>
    public Task AnsweredAsync(int id) => _responses[id].Begun;

    /// <summary>Waits until the server takes no more calls on this connection.</summary>
    public Task GoAwayAsync() => Task.WhenAny(_goAway.Task, _reading);

    public Task ResetAsync(int id) => FrameAsync(3, 0, id, [0, 0, 0, Cancel]);

    /// <summary>Lets the server send more.</summary>
    public async Task GrantAsync(int id, int bytes)
    {
        var increment = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(increment, bytes);
        await FrameAsync(8, 0, id, increment);
        await FrameAsync(8, 0, 0, increment);
    }

    /// <summary>Waits until the server has read all that was sent before.</summary>
    public async Task PingAsync()
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _pings.Enqueue(answered);
        await FrameAsync(6, 0, 0, new byte[8]);
        await Task.WhenAny(answered.Task, _reading);
    }

    /// <summary>Sends a frame as it is.</summary>
    public Task FrameAsync(byte type, byte flags, int id, byte[] payload) => FrameAsync(type, flags, id, payload, payload.Length);

    /// <summary>Sends a frame that may say another length than it has.</summary>
    public Task FrameAsync(byte type, byte flags, int id, byte[] payload, int length) =>
        WriteAsync(Frame(type, flags, id, payload, length));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _reading;
        _writing.Dispose();
    }

    private static byte[] Frame(byte type, byte flags, int id, byte[] payload, int length)
    {
        var frame = new byte[9 + payload.Length];
        (frame[0], frame[1], frame[2], frame[3], frame[4]) = ((byte)(length >> 16), (byte)(length >> 8), (byte)length, type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), id);
        payload.CopyTo(frame, 9);
        return frame;
    }

    private async Task WriteAsync(byte[] frames)
    {
        await _writing.WaitAsync();
        try
        {
            await _client.GetStream().WriteAsync(frames);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // Closed by the server, which the reader sees.
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync(NetworkStream stream)
    {
        var header = new byte[9];
        try
        {
            while (true)
            {
                await stream.ReadExactlyAsync(header);
                var payload = new byte[(header[0] << 16) | (header[1] << 8) | header[2]];
                await stream.ReadExactlyAsync(payload);
                await HandleAsync(header[3], header[4], BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(5)), payload);
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            foreach (var response in _responses.Values)
            {
                response.CutOff();
            }
        }
    }

    private async Task HandleAsync(byte type, byte flags, int id, byte[] payload)
    {
        switch (type)
        {
            case 0:
                _responses[id].Add(payload);
                if (_grantsWindow && payload.Length > 0)
                {
                    await GrantAsync(id, payload.Length);
                }

                break;
            case 1:
                Assert.Equal(EndHeaders, flags & EndHeaders);
                _responses[id].Add(Hpack.Decode(payload));
                break;
            case 3:
                _responses[id].Reset(BinaryPrimitives.ReadInt32BigEndian(payload));
                break;
            case 4 when (flags & 1) == 0:
                _windows.Set(payload);
                await FrameAsync(4, 1, 0, []);
                break;
            case 6 when (flags & 1) != 0 && _pings.TryDequeue(out var ping):
                ping.SetResult();
                break;
            case 7:
                GoAway = BinaryPrimitives.ReadInt32BigEndian(payload.AsSpan(4));
                _goAway.TrySetResult();
                break;
            case 8:
                _windows.Grow(id, BinaryPrimitives.ReadInt32BigEndian(payload));
                break;
        }

        if (type <= 1 && (flags & EndStream) != 0)
        {
            _responses[id].End();
        }
    }
}
