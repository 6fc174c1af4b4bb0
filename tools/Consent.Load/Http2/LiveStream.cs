using Consent.Load.Pacing;

namespace Consent.Load.Http2;

/// <summary>A stream on which calls wait for their answers: one call, or many in the order asked. Used again for the next.</summary>
internal sealed class LiveStream
{
    private readonly DueCall[] _unanswered;
    private int _first;
    private byte[] _unsent = [];
    private int _unsentFrom;
    private int _unsentTo;
    private byte[] _partial = [];
    private int _partialLength;

    /// <param name="window">How many calls may be unanswered.</param>
    public LiveStream(int window) => _unanswered = new DueCall[window];

    public int Id { get; private set; }

    /// <summary>How many bytes the server takes on this stream.</summary>
    public long SendWindow { get; set; }

    /// <summary>Bytes received that the server has not been told to go beyond.</summary>
    public int Received { get; set; }

    public int Unanswered { get; private set; }

    public bool HasRoom => Unanswered < _unanswered.Length && !HasUnsent && !IsHalfClosed;

    /// <summary>Whether all that we have to say has been said.</summary>
    public bool IsHalfClosed { get; set; }

    /// <summary>Whether the answer's message was read.</summary>
    public bool HasMessage { get; set; }

    /// <summary>Why it is refused already, whatever else comes.</summary>
    public string? Refusal { get; set; }

    public bool HasUnsent => _unsentFrom < _unsentTo;

    public ReadOnlySpan<byte> Unsent => _unsent.AsSpan(_unsentFrom, _unsentTo - _unsentFrom);

    /// <summary>The part of a message that has arrived.</summary>
    public ReadOnlySpan<byte> Partial => _partial.AsSpan(0, _partialLength);

    public void Open(int id, long sendWindow)
    {
        (Id, SendWindow, Received) = (id, sendWindow, 0);
        (_first, Unanswered, _unsentFrom, _unsentTo, _partialLength) = (0, 0, 0, 0, 0);
        (IsHalfClosed, HasMessage, Refusal) = (false, false, null);
    }

    public void Enqueue(DueCall call) => _unanswered[(_first + Unanswered++) % _unanswered.Length] = call;

    public DueCall Dequeue()
    {
        var call = _unanswered[_first];
        _first = (_first + 1) % _unanswered.Length;
        Unanswered--;
        return call;
    }

    public DueCall Peek() => _unanswered[_first];

    public Span<byte> ReserveUnsent(int size)
    {
        if (_unsent.Length < size)
        {
            _unsent = new byte[size];
        }

        return _unsent;
    }

    public void SetUnsent(int length) => (_unsentFrom, _unsentTo) = (0, length);

    public void Sent(int length) => _unsentFrom += length;

    public void AppendPartial(ReadOnlySpan<byte> bytes)
    {
        if (_partial.Length < _partialLength + bytes.Length)
        {
            Array.Resize(ref _partial, Math.Max(_partial.Length * 2, _partialLength + bytes.Length));
        }

        bytes.CopyTo(_partial.AsSpan(_partialLength));
        _partialLength += bytes.Length;
    }

    public void DropPartial(int length)
    {
        _partial.AsSpan(length, _partialLength - length).CopyTo(_partial);
        _partialLength -= length;
    }
}
