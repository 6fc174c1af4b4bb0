using System.Buffers.Binary;

namespace Consent.Load.Http2;

/// <summary>Writes messages to a connection's streams, as much as the server takes; the rest waits.</summary>
internal sealed class MessageSender(CallForm form)
{
    private readonly List<LiveStream> _blocked = [];

    /// <summary>Where frames to send are written.</summary>
    public SendBuffer Out { get; set; } = new();

    public PeerSettings Peer { get; } = new();

    /// <summary>How many bytes the server takes on the whole connection.</summary>
    public long Window { get; set; } = ushort.MaxValue;

    /// <summary>Whether a message waits for the server to take more.</summary>
    public bool IsBlocked => _blocked.Count > 0;

    public void Send(LiveStream stream, long index)
    {
        var most = CallForm.Prefix + form.MaxSize;
        if (most <= Math.Min(Math.Min(Peer.MaxFrameSize, Window), stream.SendWindow))
        {
            var room = Out.Reserve(FrameHeader.Size + most);
            var length = WriteMessage(room[FrameHeader.Size..], index);
            new FrameHeader(length, FrameType.Data, form.IsStream ? (byte)0 : FrameHeader.EndStream, stream.Id).Write(room);
            Out.Advance(FrameHeader.Size + length);
            Spend(stream, length);
            return;
        }

        stream.SetUnsent(WriteMessage(stream.ReserveUnsent(most), index));
        if (!TrySendRest(stream))
        {
            _blocked.Add(stream);
        }
    }

    /// <summary>Sends what waits, after the server has said that it takes more.</summary>
    public void GoOn()
    {
        if (IsBlocked)
        {
            _blocked.RemoveAll(TrySendRest);
        }
    }

    public void Forget(LiveStream stream)
    {
        if (stream.HasUnsent)
        {
            _blocked.Remove(stream);
        }
    }

    public void ForgetAll() => _blocked.Clear();

    private int WriteMessage(Span<byte> room, long index)
    {
        var length = form.Write(index, room[CallForm.Prefix..]);
        room[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(room[1..], length);
        return CallForm.Prefix + length;
    }

    private bool TrySendRest(LiveStream stream)
    {
        while (stream.HasUnsent)
        {
            var unsent = stream.Unsent;
            var length = (int)Math.Min(Math.Min(unsent.Length, Peer.MaxFrameSize), Math.Min(Window, stream.SendWindow));
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
        Window -= length;
        stream.SendWindow -= length;
    }
}
