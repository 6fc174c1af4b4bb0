using System.Buffers;
using System.Buffers.Binary;
using Google.Protobuf;

namespace Consent.Grpc.Wire;

/// <summary>A message as gRPC frames it: whether it is compressed (one byte), its length (four), itself.</summary>
internal static class MessageFrame
{
    public const int HeaderLength = 5;

    public static byte[] Of(IMessage message)
    {
        var frame = new ArrayBufferWriter<byte>();
        Write(message, frame);
        return frame.WrittenSpan.ToArray();
    }

    /// <summary>Writes a message, uncompressed.</summary>
    public static void Write(IMessage message, IBufferWriter<byte> output)
    {
        var length = message.CalculateSize();
        var frame = output.GetSpan(HeaderLength + length)[..(HeaderLength + length)];
        frame[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(frame[1..], length);
        message.WriteTo(frame[HeaderLength..]);
        output.Advance(frame.Length);
    }

    /// <summary>The message of a body that is one frame, uncompressed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out ReadOnlySpan<byte> message)
    {
        message = body.Length < HeaderLength ? default : body[HeaderLength..];
        return body.Length >= HeaderLength && body[0] == 0 && BinaryPrimitives.ReadUInt32BigEndian(body[1..]) == (uint)message.Length;
    }
}
