using System.Buffers.Binary;
using Consent.Load.Calls;
using Consent.Load.Pacing;
using Consent.Load.Reports;

namespace Consent.Load.Http2;

/// <summary>
/// One connection's side of HTTP/2: bytes received go in, bytes to send come out. It does nothing itself, so it needs no clock and
/// no socket. Not for two threads at once.
/// </summary>
/// <param name="headers">The header block of every call.</param>
/// <param name="form">What is called.</param>
/// <param name="limits">How many calls may be unanswered.</param>
/// <param name="tally">Where what comes of them is counted.</param>
/// <param name="nextId">The first stream's id.</param>
internal sealed class Session(byte[] headers, CallForm form, SessionLimits limits, Tally tally, int nextId = 1)
{
    private const int Prefix = 5;
    private const byte Cancel = 8;
    private const int LargestWindow = int.MaxValue;
    private const int LargestFrame = 16_384;

    // So much may be received before the server is told to go on: seldom enough to cost nothing.
    private const int Replenish = 1 << 29;

    private readonly Dictionary<int, LiveStream> _streams = [];
    private readonly Stack<LiveStream> _unused = [];
    private readonly List<LiveStream> _turns = [];
    private readonly List<LiveStream> _blocked = [];
    private readonly List<byte> _continued = [];
    private readonly KnownBlock _opening = new(Outcome.OfHttp);
    private readonly KnownBlock _ending = new(Outcome.Of);
    private readonly PeerSettings _peer = new();
    private FrameHeader _continues;
    private long _sendWindow = ushort.MaxValue;
    private int _received;
    private int _turn;
    private bool _isLeaving;

    /// <summary>Where frames to send are written.</summary>
    public SendBuffer Out { get; set; } = new();

    /// <summary>Where calls come from; none before there is one.</summary>
    public Schedule? Schedule { get; set; }

    /// <summary>Whether the server has said what it takes.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Whether another connection is needed to go on, and nothing waits on this one.</summary>
    public bool IsUsedUp => _isLeaving && _streams.Count == 0;

    /// <summary>Whether all calls are made and answered.</summary>
    public bool IsFinished(long now) => _streams.Count == 0 && Schedule?.IsOver(now) == true;

    public void Start()
    {
        var preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;
        preface.CopyTo(Out.Reserve(preface.Length));
        Out.Advance(preface.Length);

        // No table for headers, no pushes, no waiting for us.
        Span<byte> settings = stackalloc byte[18];
        WriteSetting(settings, 1, 0);
        WriteSetting(settings[6..], 2, 0);
        WriteSetting(settings[12..], 4, LargestWindow);
        Out.Frame(FrameType.Settings, 0, 0, settings);
        Out.WindowUpdate(0, LargestWindow - ushort.MaxValue);

        static void WriteSetting(Span<byte> entry, ushort id, int value)
        {
            BinaryPrimitives.WriteUInt16BigEndian(entry, id);
            BinaryPrimitives.WriteInt32BigEndian(entry[2..], value);
        }
    }

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
        if (!IsReady || _isLeaving || Schedule is not { } schedule)
        {
            return;
        }

        if (form.IsStream)
        {
            FillStreams(schedule, now);
            return;
        }

        while (_blocked.Count == 0 && _streams.Count < Math.Min(limits.Streams, _peer.MaxConcurrentStreams) && !_isLeaving
            && schedule.TryTake(now, out var call))
        {
            Ask(OpenStream(), call, now);
        }
    }

    /// <summary>Counts every call that is unanswered as refused.</summary>
    public void Abandon(string reason)
    {
        foreach (var stream in _streams.Values)
        {
            RefuseUnanswered(stream, reason);
        }

        _streams.Clear();
        _blocked.Clear();
        _isLeaving = true;
    }

    private void FillStreams(Schedule schedule, long now)
    {
        var over = schedule.IsOver(now);
        var count = Math.Min(limits.Streams, _peer.MaxConcurrentStreams);
        while (!over && _streams.Count < count && !_isLeaving)
        {
            OpenStream();
        }

        // Streams take turns, so that calls due together do not wait for one another on one.
        for (var (tried, open) = (0, _streams.Count); tried < open && _blocked.Count == 0;)
        {
            var stream = Turn();
            if (!stream.HasRoom)
            {
                tried++;
            }
            else if (schedule.TryTake(now, out var call))
            {
                tried = 0;
                Ask(stream, call, now);
            }
            else
            {
                break;
            }
        }

        if (over)
        {
            foreach (var stream in _streams.Values)
            {
                if (stream is { Unanswered: 0, IsHalfClosed: false })
                {
                    stream.IsHalfClosed = true;
                    Out.Frame(FrameType.Data, FrameHeader.EndStream, stream.Id, []);
                }
            }
        }
    }

    private LiveStream Turn()
    {
        _turn = (_turn + 1) % _turns.Count;
        return _turns[_turn];
    }

    private LiveStream OpenStream()
    {
        var stream = _unused.TryPop(out var unused) ? unused : new LiveStream(limits.Window);
        stream.Open(nextId, _peer.InitialWindowSize);
        _streams.Add(nextId, stream);
        if (form.IsStream)
        {
            _turns.Add(stream);
        }

        Out.Frame(FrameType.Headers, FrameHeader.EndHeaders, nextId, headers);

        // The last id there is: whoever wants more takes another connection.
        _isLeaving |= nextId > int.MaxValue - 2;
        nextId = unchecked(nextId + 2);
        return stream;
    }

    private void Ask(LiveStream stream, DueCall call, long now)
    {
        stream.Enqueue(call);
        if (call.Counts)
        {
            tally.Sent(call.DueAt, now);
        }

        var most = Prefix + form.MaxSize;
        if (most <= Math.Min(Math.Min(_peer.MaxFrameSize, _sendWindow), stream.SendWindow))
        {
            var room = Out.Reserve(FrameHeader.Size + most);
            var length = WriteMessage(room[FrameHeader.Size..], call.Index);
            new FrameHeader(length, FrameType.Data, form.IsStream ? (byte)0 : FrameHeader.EndStream, stream.Id).Write(room);
            Out.Advance(FrameHeader.Size + length);
            Spend(stream, length);
            return;
        }

        stream.SetUnsent(WriteMessage(stream.ReserveUnsent(most), call.Index));
        if (!TrySendRest(stream))
        {
            _blocked.Add(stream);
        }
    }

    private int WriteMessage(Span<byte> room, long index)
    {
        var length = form.Write(index, room[Prefix..]);
        room[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(room[1..], length);
        return Prefix + length;
    }

    private bool TrySendRest(LiveStream stream)
    {
        while (stream.HasUnsent)
        {
            var unsent = stream.Unsent;
            var length = (int)Math.Min(Math.Min(unsent.Length, _peer.MaxFrameSize), Math.Min(_sendWindow, stream.SendWindow));
            if (length <= 0)
            {
                return false;
            }

            var isLast = length == unsent.Length && !form.IsStream;
            Out.Frame(FrameType.Data, isLast ? FrameHeader.EndStream : (byte)0, stream.Id, unsent[..length]);
            stream.Sent(length);
            Spend(stream, length);
        }

        return true;
    }

    private void Spend(LiveStream stream, int length)
    {
        _sendWindow -= length;
        stream.SendWindow -= length;
    }

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
                var block = Unpad(frame, payload);
                block = frame.Has(FrameHeader.HasPriority) ? Skip(block, 5) : block;
                OnHeaderBlock(frame, frame.Has(FrameHeader.EndHeaders), block, now);
                break;
            case FrameType.Continuation:
                OnHeaderBlock(_continues, frame.Has(FrameHeader.EndHeaders), payload, now);
                break;
            case FrameType.ResetStream:
                if (_streams.TryGetValue(frame.StreamId, out var reset))
                {
                    Close(reset, RefusalReason.OfReset(ReadUInt32(payload)), now);
                }

                break;
            case FrameType.Settings when !frame.Has(FrameHeader.Ack):
                OnSettings(payload);
                break;
            case FrameType.Ping when !frame.Has(FrameHeader.Ack):
                Out.Frame(FrameType.Ping, FrameHeader.Ack, 0, payload);
                break;
            case FrameType.GoAway:
                OnGoAway((int)(ReadUInt32(payload) & int.MaxValue), now);
                break;
            case FrameType.WindowUpdate:
                OnWindowUpdate(frame.StreamId, (int)(ReadUInt32(payload) & int.MaxValue));
                break;
            case FrameType.PushPromise:
                throw new Http2Exception("a push, which was declined");
            default:
                break;
        }
    }

    private void OnSettings(ReadOnlySpan<byte> payload)
    {
        var before = _peer.InitialWindowSize;
        _peer.Apply(payload);
        foreach (var stream in _streams.Values)
        {
            stream.SendWindow += _peer.InitialWindowSize - before;
        }

        Out.Frame(FrameType.Settings, FrameHeader.Ack, 0, []);
        IsReady = true;
        SendBlocked();
    }

    private void OnWindowUpdate(int streamId, int increment)
    {
        if (streamId == 0)
        {
            _sendWindow += increment;
        }
        else if (_streams.TryGetValue(streamId, out var stream))
        {
            stream.SendWindow += increment;
        }

        SendBlocked();
    }

    private void SendBlocked()
    {
        if (_blocked.Count > 0)
        {
            _blocked.RemoveAll(TrySendRest);
        }
    }

    private void OnGoAway(int lastId, long now)
    {
        _isLeaving = true;
        foreach (var stream in _streams.Values.Where(stream => stream.Id > lastId).ToList())
        {
            Close(stream, RefusalReason.GoAway, now);
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
        if (!_streams.TryGetValue(frame.StreamId, out var stream))
        {
            return;
        }

        if (!frame.Has(FrameHeader.EndStream))
        {
            stream.Refusal ??= _opening.Read(block);
            return;
        }

        // What is left of the request is not wanted any more, and the server is to know that it does not come.
        if (stream.HasUnsent || (form.IsStream && !stream.IsHalfClosed))
        {
            Out.Frame(FrameType.ResetStream, 0, stream.Id, [0, 0, 0, Cancel]);
        }

        Close(stream, _ending.Read(block), now);
    }

    private void OnData(FrameHeader frame, ReadOnlySpan<byte> payload, long now)
    {
        _received += payload.Length;
        if (_received >= Replenish)
        {
            Out.WindowUpdate(0, _received);
            _received = 0;
        }

        if (!_streams.TryGetValue(frame.StreamId, out var stream))
        {
            return;
        }

        stream.Received += payload.Length;
        if (stream.Received >= Replenish)
        {
            Out.WindowUpdate(stream.Id, stream.Received);
            stream.Received = 0;
        }

        var data = Unpad(frame, payload);
        if (stream.Refusal is null)
        {
            ReadMessages(stream, data, now);
        }

        // gRPC ends in trailers, so this is an error page or worse.
        if (frame.Has(FrameHeader.EndStream))
        {
            Close(stream, RefusalReason.Malformed, now);
        }
    }

    private void ReadMessages(LiveStream stream, ReadOnlySpan<byte> data, long now)
    {
        var isPartial = !stream.Partial.IsEmpty;
        if (isPartial)
        {
            stream.AppendPartial(data);
            data = stream.Partial;
        }

        var read = 0;
        while (data.Length - read >= Prefix)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(data[(read + 1)..]);
            if (length < 0 || data[read] != 0)
            {
                stream.Refusal = RefusalReason.Malformed;
                return;
            }

            if (data.Length - read - Prefix < length)
            {
                break;
            }

            OnMessage(stream, data.Slice(read + Prefix, length), now);
            read += Prefix + length;
        }

        if (isPartial)
        {
            stream.DropPartial(read);
        }
        else if (read < data.Length)
        {
            stream.AppendPartial(data[read..]);
        }
    }

    private void OnMessage(LiveStream stream, ReadOnlySpan<byte> message, long now)
    {
        if (stream.Unanswered == 0 || stream.HasMessage)
        {
            stream.Refusal = RefusalReason.Malformed;
            return;
        }

        stream.HasMessage = !form.IsStream;
        var call = form.IsStream ? stream.Dequeue() : stream.Peek();
        try
        {
            if (form.Read(message, tally, call.Counts) && form.IsStream && call.Counts)
            {
                tally.Answered(call.DueAt, now);
            }
        }
        catch (InvalidDataException)
        {
            stream.Refusal = RefusalReason.Malformed;
            if (form.IsStream)
            {
                tally.Refused(RefusalReason.Malformed, call.Counts);
            }
        }
    }

    private void Close(LiveStream stream, string? refusal, long now)
    {
        refusal = stream.Refusal ?? refusal;
        if (refusal is null && stream.HasMessage)
        {
            var call = stream.Dequeue();
            if (call.Counts)
            {
                tally.Answered(call.DueAt, now);
            }
        }

        RefuseUnanswered(stream, refusal ?? RefusalReason.Malformed);
        _streams.Remove(stream.Id);
        if (form.IsStream)
        {
            _turns.Remove(stream);
        }

        if (stream.HasUnsent)
        {
            _blocked.Remove(stream);
        }

        _unused.Push(stream);
    }

    private void RefuseUnanswered(LiveStream stream, string reason)
    {
        while (stream.Unanswered > 0)
        {
            tally.Refused(reason, stream.Dequeue().Counts);
        }
    }

    private static ReadOnlySpan<byte> Unpad(FrameHeader frame, ReadOnlySpan<byte> payload)
    {
        if (!frame.Has(FrameHeader.Padded))
        {
            return payload;
        }

        var rest = Skip(payload, 1);
        return payload[0] <= rest.Length ? rest[..^payload[0]] : throw new Http2Exception("more padding than there are bytes");
    }

    private static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> payload, int length) =>
        length <= payload.Length ? payload[length..] : throw new Http2Exception("a frame that is too short");

    private static uint ReadUInt32(ReadOnlySpan<byte> payload) =>
        payload.Length >= sizeof(uint) ? BinaryPrimitives.ReadUInt32BigEndian(payload) : throw new Http2Exception("a frame that is too short");
}
