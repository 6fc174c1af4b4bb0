using System.Buffers.Binary;
using Google.Protobuf;

namespace Consent.Grpc.Wire;

/// <summary>A message as gRPC frames it: whether it is compressed (one byte), its length (four), itself.</summary>
internal static class MessageFrame
{
    private const int HeaderLength = 5;

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
}
