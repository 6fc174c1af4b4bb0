using System.Buffers.Binary;

namespace Consent.Load.Http2;

internal enum FrameType : byte
{
    Data = 0,
    Headers = 1,
    Priority = 2,
    ResetStream = 3,
    Settings = 4,
    PushPromise = 5,
    Ping = 6,
    GoAway = 7,
    WindowUpdate = 8,
    Continuation = 9,
}

/// <summary>The nine bytes before a frame's payload (RFC 9113, 4.1).</summary>
internal readonly record struct FrameHeader(int Length, FrameType Type, byte Flags, int StreamId)
{
    public const int Size = 9;
    public const byte EndStream = 0x1;
    public const byte Ack = 0x1;
    public const byte EndHeaders = 0x4;
    public const byte Padded = 0x8;
    public const byte HasPriority = 0x20;

    public bool Has(byte flag) => (Flags & flag) != 0;

    public static FrameHeader Read(ReadOnlySpan<byte> bytes) => new(
        (bytes[0] << 16) | (bytes[1] << 8) | bytes[2],
        (FrameType)bytes[3],
        bytes[4],
        BinaryPrimitives.ReadInt32BigEndian(bytes[5..]) & int.MaxValue);

    public void Write(Span<byte> bytes)
    {
        bytes[0] = (byte)(Length >> 16);
        bytes[1] = (byte)(Length >> 8);
        bytes[2] = (byte)Length;
        bytes[3] = (byte)Type;
        bytes[4] = Flags;
        BinaryPrimitives.WriteInt32BigEndian(bytes[5..], StreamId);
    }

    /// <summary>The payload without its padding and priority.</summary>
    /// <exception cref="Http2Exception">It is too short for them.</exception>
    public ReadOnlySpan<byte> Content(ReadOnlySpan<byte> payload)
    {
        if (Has(Padded))
        {
            var rest = Skip(payload, 1);
            payload = payload[0] <= rest.Length ? rest[..^payload[0]] : throw new Http2Exception("more padding than there are bytes");
        }

        return Type == FrameType.Headers && Has(HasPriority) ? Skip(payload, 5) : payload;
    }

    /// <summary>The number that a payload begins with.</summary>
    /// <exception cref="Http2Exception">It is too short.</exception>
    public static uint Number(ReadOnlySpan<byte> payload) =>
        payload.Length >= sizeof(uint) ? BinaryPrimitives.ReadUInt32BigEndian(payload) : throw new Http2Exception("a frame that is too short");

    private static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> payload, int length) =>
        length <= payload.Length ? payload[length..] : throw new Http2Exception("a frame that is too short");
}

/// <summary>What the server sent is no HTTP/2 that we understand: the connection is lost.</summary>
public sealed class Http2Exception(string message) : Exception(message);
