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

    /// <summary>How a connection begins: no table for headers, no pushes, and windows so large that nothing waits for us.</summary>
    public void Preface()
    {
        var preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;
        preface.CopyTo(Reserve(preface.Length));
        Advance(preface.Length);
        Span<byte> settings = stackalloc byte[18];
        WriteSetting(settings, 1, 0);
        WriteSetting(settings[6..], 2, 0);
        WriteSetting(settings[12..], 4, int.MaxValue);
        Frame(FrameType.Settings, 0, 0, settings);
        WindowUpdate(0, int.MaxValue - ushort.MaxValue);

        static void WriteSetting(Span<byte> entry, ushort id, int value)
        {
            BinaryPrimitives.WriteUInt16BigEndian(entry, id);
            BinaryPrimitives.WriteInt32BigEndian(entry[2..], value);
        }
    }

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
