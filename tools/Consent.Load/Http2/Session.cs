namespace Consent.Load.Http2;

/// <summary>
/// One connection's side of HTTP/2: bytes received go in, bytes to send come out. It does nothing by itself, so it needs no clock and
/// no socket. Not for two threads at once.
/// </summary>
/// <param name="headers">The header block of every call.</param>
/// <param name="form">What is called.</param>
/// <param name="limits">How many calls may be unanswered.</param>
/// <param name="tally">Where what comes of them is counted.</param>
/// <param name="nextId">The first stream's id.</param>
internal sealed class Session(byte[] headers, CallForm form, SessionLimits limits, Tally tally, int nextId = 1)
{
    private const byte Cancel = 8;
    private const int LargestFrame = 16_384;

    // So much may be received before the server is told to go on: seldom enough to cost nothing.
    private const int Replenish = 1 << 29;

    private readonly CallStreams _streams = new(headers, form, limits, tally, nextId);
    private readonly List<byte> _continued = [];
    private readonly KnownBlock _opening = new(Outcome.OfHttp);
    private readonly KnownBlock _ending = new(Outcome.Of);
    private FrameHeader _continues;
    private int _received;

    /// <summary>Where frames to send are written.</summary>
    public SendBuffer Out
    {
        get => _streams.Out;
        set => _streams.Out = value;
    }

    /// <summary>Where calls come from; none before there is one.</summary>
    public Schedule? Schedule { get; set; }

    /// <summary>Whether the server has said what it takes.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Whether another connection is needed to go on, and nothing waits on this one.</summary>
    public bool IsUsedUp => _streams is { IsLeaving: true, Count: 0 };

    /// <summary>Whether all calls are made and answered.</summary>
    public bool IsFinished(long now) => _streams.Count == 0 && Schedule?.IsOver(now) == true;

    public void Start() => Out.Preface();

    /// <summary>Reads all frames that are whole; answers how many bytes they were.</summary>
    /// <exception cref="Http2Exception">The server breaks the protocol.</exception>
    public int Receive(ReadOnlySpan<byte> bytes, long now)
    {
        var read = 0;
        while (bytes.Length - read >= FrameHeader.Size)
        {
            var frame = FrameHeader.Read(bytes[read..]);
            if (frame.Length > LargestFrame)
            {
                throw new Http2Exception($"a frame of {frame.Length} bytes");
            }

            if (bytes.Length - read < FrameHeader.Size + frame.Length)
            {
                break;
            }

            Handle(frame, bytes.Slice(read + FrameHeader.Size, frame.Length), now);
            read += FrameHeader.Size + frame.Length;
        }

        return read;
    }

    /// <summary>Makes the calls that are due, as many as there is room for.</summary>
    public void Fill(long now)
    {
        if (IsReady && !_streams.IsLeaving && Schedule is { } schedule)
        {
            _streams.Fill(schedule, now);
        }
    }

    /// <summary>Counts every call that is unanswered as refused.</summary>
    public void Abandon(string reason) => _streams.Abandon(reason);

    private void Handle(FrameHeader frame, ReadOnlySpan<byte> payload, long now)
    {
        if (_continues.StreamId != 0 && (frame.Type != FrameType.Continuation || frame.StreamId != _continues.StreamId))
        {
            throw new Http2Exception("a header block that does not continue");
        }

        switch (frame.Type)
        {
            case FrameType.Data:
                OnData(frame, payload, now);
                break;
            case FrameType.Headers:
                OnHeaderBlock(frame, frame.Has(FrameHeader.EndHeaders), frame.Content(payload), now);
                break;
            case FrameType.Continuation:
                OnHeaderBlock(_continues, frame.Has(FrameHeader.EndHeaders), payload, now);
                break;
            case FrameType.ResetStream when _streams.Find(frame.StreamId) is { } reset:
                _streams.Close(reset, RefusalReason.OfReset(FrameHeader.Number(payload)), now);
                break;
            case FrameType.Settings when !frame.Has(FrameHeader.Ack):
                _streams.Apply(payload);
                Out.Frame(FrameType.Settings, FrameHeader.Ack, 0, []);
                IsReady = true;
                break;
            case FrameType.Ping when !frame.Has(FrameHeader.Ack):
                Out.Frame(FrameType.Ping, FrameHeader.Ack, 0, payload);
                break;
            case FrameType.GoAway:
                _streams.Leave((int)(FrameHeader.Number(payload) & int.MaxValue), now);
                break;
            case FrameType.WindowUpdate:
                _streams.AddWindow(frame.StreamId, (int)(FrameHeader.Number(payload) & int.MaxValue));
                break;
            case FrameType.PushPromise:
                throw new Http2Exception("a push, which was declined");
            default:
                break;
        }
    }

    private void OnHeaderBlock(FrameHeader frame, bool isWhole, ReadOnlySpan<byte> part, long now)
    {
        if (isWhole && _continued.Count == 0)
        {
            OnHeaders(frame, part, now);
            return;
        }

        _continued.AddRange(part);
        _continues = isWhole ? default : frame;
        if (isWhole)
        {
            var block = _continued.ToArray();
            _continued.Clear();
            OnHeaders(frame, block, now);
        }
    }

    private void OnHeaders(FrameHeader frame, ReadOnlySpan<byte> block, long now)
    {
        if (_streams.Find(frame.StreamId) is not { } stream)
        {
            return;
        }

        if (!frame.Has(FrameHeader.EndStream))
        {
            stream.Refusal ??= _opening.Read(block);
            return;
        }

        // The rest of the request is not wanted any more, and the server is to know that it does not come.
        if (form.IsStream && !stream.IsHalfClosed)
        {
            Out.Frame(FrameType.ResetStream, 0, stream.Id, [0, 0, 0, Cancel]);
        }

        _streams.Close(stream, _ending.Read(block), now);
    }

    private void OnData(FrameHeader frame, ReadOnlySpan<byte> payload, long now)
    {
        _received = Replenished(0, _received + payload.Length);
        if (_streams.Find(frame.StreamId) is not { } stream)
        {
            return;
        }

        stream.Received = Replenished(stream.Id, stream.Received + payload.Length);
        stream.Read(frame.Content(payload), now);

        // gRPC ends in trailers, so this is an error page or worse.
        if (frame.Has(FrameHeader.EndStream))
        {
            _streams.Close(stream, RefusalReason.Malformed, now);
        }
    }

    // What is left to tell the server of.
    private int Replenished(int streamId, int received)
    {
        if (received < Replenish)
        {
            return received;
        }

        Out.WindowUpdate(streamId, received);
        return 0;
    }
}
