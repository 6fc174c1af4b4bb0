namespace Consent.Load.Http2;

/// <summary>One connection: reads what arrives, and sends what its session and the pacer have written, many frames at once.</summary>
internal sealed class Connection : IDisposable
{
    private const int ReceiveBuffer = 256 * 1024;

    private readonly Lock _gate = new();
    private readonly Stream _stream;
    private readonly Session _session;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SendBuffer _onTheWay = new();
    private bool _isSending;

    private Connection(Stream stream, Session session, TimeProvider time) => (_stream, _session, _time) = (stream, session, time);

    /// <summary>Done when the server has said what it takes.</summary>
    public Task Ready => _ready.Task;

    public static async Task<Connection> OpenAsync(Uri address, bool skipVerify, Session session, TimeProvider time, CancellationToken end)
    {
        var connection = new Connection(await Transport.ConnectAsync(address, skipVerify, end), session, time);
        session.Start();
        lock (connection._gate)
        {
            connection.Flush();
        }

        return connection;
    }

    /// <summary>Calls come from here from now on.</summary>
    public void Begin(Schedule schedule)
    {
        lock (_gate)
        {
            _session.Schedule = schedule;
        }

        Fill();
    }

    /// <summary>Makes the calls that are due.</summary>
    public void Fill()
    {
        lock (_gate)
        {
            _session.Fill(_time.GetTimestamp());
            Flush();
        }
    }

    /// <summary>Reads until all calls are made and answered, or nothing more comes.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    /// <exception cref="Http2Exception">The server breaks the protocol.</exception>
    public async Task RunAsync(CancellationToken end)
    {
        var received = new byte[ReceiveBuffer];
        var length = 0;
        await using var closing = end.UnsafeRegister(static stream => ((Stream)stream!).Dispose(), _stream);
        while (true)
        {
            var read = await _stream.ReadAsync(received.AsMemory(length), CancellationToken.None);
            if (read == 0)
            {
                return;
            }

            length += read;
            lock (_gate)
            {
                var now = _time.GetTimestamp();
                var handled = _session.Receive(received.AsSpan(0, length), now);
                received.AsSpan(handled, length - handled).CopyTo(received);
                length -= handled;
                _session.Fill(now);
                Flush();
                if (_session.IsReady)
                {
                    _ready.TrySetResult();
                }

                if (_session.IsUsedUp || _session.IsFinished(now))
                {
                    return;
                }
            }
        }
    }

    /// <summary>Ends it if nothing is left to do.</summary>
    public void CloseIfFinished()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            _session.Fill(now);
            Flush();
            if (_session.IsFinished(now))
            {
                _stream.Dispose();
            }
        }
    }

    /// <summary>Counts what is unanswered as refused, and ends it.</summary>
    public void Abandon(string reason)
    {
        lock (_gate)
        {
            _session.Abandon(reason);
        }

        _ready.TrySetException(new IOException("The server closed the connection before it said what it takes."));
        _stream.Dispose();
    }

    public void Dispose() => _stream.Dispose();

    // While one buffer is on its way, frames are written to the other.
    private void Flush()
    {
        while (!_isSending && _session.Out.Length > 0)
        {
            (_onTheWay, _session.Out) = (_session.Out, _onTheWay);
            _isSending = true;
            var sending = SendAsync();
            if (!sending.IsCompletedSuccessfully)
            {
                _ = FinishAsync(sending);
                return;
            }

            Sent();
        }
    }

    private ValueTask SendAsync()
    {
        try
        {
            return _stream.WriteAsync(_onTheWay.Written);
        }
        catch (Exception exception) when (Transport.IsLoss(exception))
        {
            return ValueTask.FromException(exception);
        }
    }

    private async Task FinishAsync(ValueTask sending)
    {
        try
        {
            await sending;
        }
        catch (Exception exception) when (Transport.IsLoss(exception))
        {
            // Reading sees it too, and says what becomes of the calls.
            return;
        }

        lock (_gate)
        {
            Sent();
            Flush();
        }
    }

    private void Sent()
    {
        _onTheWay.Clear();
        _isSending = false;
    }
}
