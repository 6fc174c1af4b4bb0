using System.Buffers.Binary;

namespace Consent.Load.Http2;

/// <summary>A stream on which calls wait for their answers: one call, or many in the order asked. Used again for the next.</summary>
/// <param name="form">What is called.</param>
/// <param name="tally">Where what comes of the calls is counted.</param>
/// <param name="window">How many calls may be unanswered.</param>
internal sealed class LiveStream(CallForm form, Tally tally, int window)
{
    private readonly DueCall[] _unanswered = new DueCall[window];
    private int _first;
    private byte[] _partial = [];
    private int _partialLength;

    public int Id { get; private set; }

    /// <summary>How many bytes the server takes on this stream.</summary>
    public long SendWindow { get; set; }

    /// <summary>Bytes received that the server has not been told to go beyond.</summary>
    public int Received { get; set; }

    public int Unanswered { get; private set; }

    public bool HasRoom => Unanswered < _unanswered.Length && !IsHalfClosed;

    /// <summary>Whether all that we have to say has been said.</summary>
    public bool IsHalfClosed { get; set; }

    /// <summary>Whether the answer's message was read.</summary>
    public bool HasMessage { get; private set; }

    /// <summary>Why it is refused already, whatever else comes.</summary>
    public string? Refusal { get; set; }

    public void Open(int id, long sendWindow)
    {
        (Id, SendWindow, Received) = (id, sendWindow, 0);
        (_first, Unanswered, _partialLength) = (0, 0, 0);
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

    /// <summary>Counts all calls that are unanswered as refused.</summary>
    public void Refuse(string reason)
    {
        while (Unanswered > 0)
        {
            tally.Refused(reason, Dequeue().Counts);
        }
    }

    /// <summary>Reads the answers that have arrived whole; keeps the start of one that has not.</summary>
    public void Read(ReadOnlySpan<byte> data, long now)
    {
        var isPartial = _partialLength > 0;
        if (isPartial)
        {
            AppendPartial(data);
            data = _partial.AsSpan(0, _partialLength);
        }

        var read = 0;
        while (Refusal is null && data.Length - read >= CallForm.Prefix)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(data[(read + 1)..]);
            if (length < 0 || data[read] != 0)
            {
                Refusal = RefusalReason.Malformed;
                return;
            }

            if (data.Length - read - CallForm.Prefix < length)
            {
                break;
            }

            OnMessage(data.Slice(read + CallForm.Prefix, length), now);
            read += CallForm.Prefix + length;
        }

        if (isPartial)
        {
            data[read..].CopyTo(_partial);
            _partialLength -= read;
        }
        else if (read < data.Length)
        {
            AppendPartial(data[read..]);
        }
    }

    private void OnMessage(ReadOnlySpan<byte> message, long now)
    {
        if (Unanswered == 0 || HasMessage)
        {
            Refusal = RefusalReason.Malformed;
            return;
        }

        HasMessage = !form.IsStream;
        var call = form.IsStream ? Dequeue() : _unanswered[_first];
        try
        {
            if (form.Read(message, tally, call.Counts) && form.IsStream && call.Counts)
            {
                tally.Answered(call.DueAt, now);
            }
        }
        catch (InvalidDataException)
        {
            Refusal = RefusalReason.Malformed;
            if (form.IsStream)
            {
                tally.Refused(RefusalReason.Malformed, call.Counts);
            }
        }
    }

    private void AppendPartial(ReadOnlySpan<byte> bytes)
    {
        if (_partial.Length < _partialLength + bytes.Length)
        {
            Array.Resize(ref _partial, Math.Max(_partial.Length * 2, _partialLength + bytes.Length));
        }

        bytes.CopyTo(_partial.AsSpan(_partialLength));
        _partialLength += bytes.Length;
    }
}
