using System.Buffers.Binary;

namespace Consent.Load.Http2;

/// <summary>What the server asks of us (RFC 9113, 6.5.2); its table for headers does not matter, since we use none.</summary>
internal sealed class PeerSettings
{
    private const int EntrySize = 6;
    private const ushort MaxConcurrentStreamsId = 3;
    private const ushort InitialWindowSizeId = 4;
    private const ushort MaxFrameSizeId = 5;

    public int MaxConcurrentStreams { get; private set; } = int.MaxValue;

    public int InitialWindowSize { get; private set; } = ushort.MaxValue;

    public int MaxFrameSize { get; private set; } = 16_384;

    /// <exception cref="Http2Exception">It is malformed.</exception>
    public void Apply(ReadOnlySpan<byte> payload)
    {
        for (; payload.Length >= EntrySize; payload = payload[EntrySize..])
        {
            var value = (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(payload[2..]));
            switch (BinaryPrimitives.ReadUInt16BigEndian(payload))
            {
                case MaxConcurrentStreamsId:
                    MaxConcurrentStreams = value;
                    break;
                case InitialWindowSizeId:
                    InitialWindowSize = value;
                    break;
                case MaxFrameSizeId:
                    MaxFrameSize = value;
                    break;
                default:
                    break;
            }
        }

        if (!payload.IsEmpty)
        {
            throw new Http2Exception("malformed SETTINGS");
        }
    }
}
