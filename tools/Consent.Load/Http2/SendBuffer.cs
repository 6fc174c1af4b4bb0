using System.Buffers.Binary;

namespace Consent.Load.Http2;

/// <summary>Frames to send, one after the other; grows to what is needed once and is used again.</summary>
internal sealed class SendBuffer
{
    private byte[] _bytes = new byte[64 * 1024];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Room for so many bytes, which <see cref="Advance"/> makes count.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_bytes.Length - Length < size)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + size));
        }

        return _bytes.AsSpan(Length);
    }

    public void Advance(int size) => Length += size;

    public void Frame(FrameType type, byte flags, int streamId, ReadOnlySpan<byte> payload)
    {
        var room = Reserve(FrameHeader.Size + payload.Length);
        new FrameHeader(payload.Length, type, flags, streamId).Write(room);
        payload.CopyTo(room[FrameHeader.Size..]);
        Advance(FrameHeader.Size + payload.Length);
    }

    public void WindowUpdate(int streamId, int increment)
    {
        Span<byte> payload = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(payload, increment);
        Frame(FrameType.WindowUpdate, 0, streamId, payload);
    }
}
