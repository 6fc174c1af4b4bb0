using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace Consent.Grpc.Wire;

/// <summary>A message as gRPC frames it: whether it is compressed (one byte), its length (four), itself.</summary>
internal static class MessageFrame
{
    /// <summary>The length of what comes before a message.</summary>
    public const int HeaderLength = 5;

    /// <summary>A message, uncompressed.</summary>
    public static byte[] Of(IMessage message)
    {
        var length = message.CalculateSize();
        var frame = new byte[HeaderLength + length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), length);
        message.WriteTo(frame.AsSpan(HeaderLength));
        return frame;
    }

    /// <summary>The message of a body that is one frame, uncompressed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> message)
    {
        message = body.Length < HeaderLength ? default : body[HeaderLength..];
        return body.Length >= HeaderLength && body[0] == 0 && BinaryPrimitives.ReadUInt32BigEndian(body[1..]) == (uint)message.Length;
    }

    /// <summary>The first message of several, uncompressed.</summary>
    /// <param name="frames">What has come.</param>
    /// <param name="copy">Where a message is put together that lies in pieces; a longer one is not read.</param>
    /// <param name="message">The message.</param>
    /// <param name="next">Where the next frame begins.</param>
    /// <returns>False where all of it has not come yet, or gRPC's library has to look at it.</returns>
    public static bool TryRead(
        in ReadOnlySequence<byte> frames, Span<byte> copy, out ReadOnlySpan<byte> message, out SequencePosition next)
    {
        message = default;
        next = frames.Start;
        if (frames.Length < HeaderLength)
        {
            return false;
        }

        var header = Flat(frames.Slice(0, HeaderLength), copy);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (header[0] != 0 || length > (uint)copy.Length || frames.Length < HeaderLength + length)
        {
            return false;
        }

        var found = frames.Slice(HeaderLength, length);
        message = Flat(found, copy);
        next = found.End;
        return true;
    }

    private static ReadOnlySpan<byte> Flat(ReadOnlySequence<byte> bytes, Span<byte> copy)
    {
        if (bytes.IsSingleSegment)
        {
            return bytes.FirstSpan;
        }

        bytes.CopyTo(copy);
        return copy[..(int)bytes.Length];
    }
}
