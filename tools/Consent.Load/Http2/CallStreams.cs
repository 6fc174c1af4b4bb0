namespace Consent.Load.Http2;

/// <summary>How much may be under way on a connection; the server may want less.</summary>
/// <param name="Streams">How many streams at once.</param>
/// <param name="Window">How many calls may be unanswered on each.</param>
internal sealed record SessionLimits(int Streams, int Window);

/// <summary>A connection's open streams. Calls are made on them while the server takes a whole message; each fits into one frame.</summary>
/// <param name="headers">The header block of every call.</param>
/// <param name="form">What is called.</param>
/// <param name="limits">How many calls may be unanswered.</param>
/// <param name="tally">Where what comes of them is counted.</param>
/// <param name="nextId">The first stream's id.</param>
internal sealed class CallStreams(byte[] headers, CallForm form, SessionLimits limits, Tally tally, int nextId)
{
    private readonly Dictionary<int, LiveStream> _streams = [];
    private readonly Stack<LiveStream> _unused = [];
    private readonly List<LiveStream> _turns = [];
    private readonly PeerSettings _peer = new();
    private long _sendWindow = ushort.MaxValue;
    private int _turn;

    /// <summary>Where frames to send are written.</summary>
    public SendBuffer Out { get; set; } = new();

    /// <summary>Whether this connection opens no more streams.</summary>
    public bool IsLeaving { get; private set; }

    public int Count => _streams.Count;

    private int MaxStreams => Math.Min(limits.Streams, _peer.MaxConcurrentStreams);

    public LiveStream? Find(int id) => _streams.GetValueOrDefault(id);

    /// <summary>Makes the calls that are due, as many as there is room for.</summary>
    public void Fill(Schedule schedule, long now)
    {
        if (form.IsStream)
        {
            FillStreams(schedule, now);
            return;
        }

        while (_streams.Count < MaxStreams && !IsLeaving && Takes(_peer.InitialWindowSize) && schedule.TryTake(now, out var call))
        {
            Ask(OpenStream(), call, now);
        }
    }

    /// <summary>Takes what the server asks for; open streams count from it too.</summary>
    public void Apply(ReadOnlySpan<byte> settings)
    {
        var before = _peer.InitialWindowSize;
        _peer.Apply(settings);
        foreach (var stream in _streams.Values)
        {
            stream.SendWindow += _peer.InitialWindowSize - before;
        }
    }

    /// <summary>The server takes more: of all, or of one stream.</summary>
    public void AddWindow(int streamId, int increment)
    {
        if (streamId == 0)
        {
            _sendWindow += increment;
        }
        else if (Find(streamId) is { } stream)
        {
            stream.SendWindow += increment;
        }
    }

    /// <summary>Ends a stream; calls on it that are unanswered are refused.</summary>
    public void Close(LiveStream stream, string? refusal, long now)
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

        stream.Refuse(refusal ?? RefusalReason.Malformed);
        _streams.Remove(stream.Id);
        if (form.IsStream)
        {
            _turns.Remove(stream);
        }

        _unused.Push(stream);
    }

    /// <summary>Opens no more, and refuses the calls that the server will not answer: those on streams after the last.</summary>
    public void Leave(int lastId, long now)
    {
        IsLeaving = true;
        foreach (var stream in _streams.Values.Where(stream => stream.Id > lastId).ToList())
        {
            Close(stream, RefusalReason.GoAway, now);
        }
    }

    /// <summary>Counts every call that is unanswered as refused.</summary>
    public void Abandon(string reason)
    {
        foreach (var stream in _streams.Values)
        {
            stream.Refuse(reason);
        }

        _streams.Clear();
        IsLeaving = true;
    }

    private void FillStreams(Schedule schedule, long now)
    {
        var over = schedule.IsOver(now);
        while (!over && _streams.Count < MaxStreams && !IsLeaving)
        {
            OpenStream();
        }

        // Streams take turns, so that calls due together do not wait for one another on one.
        for (var (tried, open) = (0, _streams.Count); tried < open;)
        {
            _turn = (_turn + 1) % _turns.Count;
            var stream = _turns[_turn];
            if (!stream.HasRoom || !Takes(stream.SendWindow))
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
            EndStreams();
        }
    }

    private void EndStreams()
    {
        foreach (var stream in _streams.Values.Where(stream => stream is { Unanswered: 0, IsHalfClosed: false }))
        {
            stream.IsHalfClosed = true;
            Out.Frame(FrameType.Data, FrameHeader.EndStream, stream.Id, []);
        }
    }

    private LiveStream OpenStream()
    {
        var stream = _unused.TryPop(out var unused) ? unused : new LiveStream(form, tally, limits.Window);
        stream.Open(nextId, _peer.InitialWindowSize);
        _streams.Add(nextId, stream);
        if (form.IsStream)
        {
            _turns.Add(stream);
        }

        Out.Frame(FrameType.Headers, FrameHeader.EndHeaders, nextId, headers);

        // The last id there is: whoever wants more takes another connection.
        IsLeaving |= nextId > int.MaxValue - 2;
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

        var room = Out.Reserve(FrameHeader.Size + CallForm.Prefix + form.MaxSize);
        var length = form.WriteMessage(call.Index, room[FrameHeader.Size..]);
        new FrameHeader(length, FrameType.Data, form.IsStream ? (byte)0 : FrameHeader.EndStream, stream.Id).Write(room);
        Out.Advance(FrameHeader.Size + length);
        _sendWindow -= length;
        stream.SendWindow -= length;
    }

    private bool Takes(long streamWindow) =>
        CallForm.Prefix + form.MaxSize <= Math.Min(_peer.MaxFrameSize, Math.Min(_sendWindow, streamWindow));
}
