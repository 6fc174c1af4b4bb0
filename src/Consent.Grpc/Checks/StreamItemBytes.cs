using System.Buffers;
using System.Buffers.Binary;
using Consent.Grpc.Wire;
using Google.Protobuf;

namespace Consent.Grpc.Checks;

/// <summary>Reads an ordinary StreamCheckSendRequest from its bytes, without an object. Whatever is unusual is left to be read in full.</summary>
internal static class StreamItemBytes
{
    /// <summary>The tag of the item's id, in the request and in the answer.</summary>
    public const byte Id = (1 << 3) | 2;

    /// <summary>The tag of the check, in the request and in the answer.</summary>
    public const byte Check = (2 << 3) | 2;

    // Lengths from here on take a second byte.
    private const byte Continued = 0x80;

    private static readonly SearchValues<byte> Printable =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(character => (byte)character)]);

    /// <summary>Reads an item whose id would not be refused, and finds its check.</summary>
    /// <returns>False where a field is unknown or there twice, or has a value that has to be looked at more closely.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> id, out ReadOnlySpan<byte> check)
    {
        id = check = default;
        var (hasId, hasCheck) = (false, false);
        while (message.Length >= 2)
        {
            var (tag, length) = (message[0], message[1]);
            message = message[2..];
            if (length >= Continued || length > message.Length)
            {
                return false;
            }

            if (tag == Id && !hasId)
            {
                id = message[..length];
                hasId = true;
            }
            else if (tag == Check && !hasCheck)
            {
                check = message[..length];
                hasCheck = true;
            }
            else
            {
                return false;
            }

            message = message[length..];
        }

        return message.IsEmpty && hasCheck && id.Length <= FieldLimits.RequestId && !id.ContainsAnyExcept(Printable);
    }

    /// <summary>Writes the frame of an item's answer.</summary>
    /// <param name="answers">Where to.</param>
    /// <param name="id">The item's id, shorter than 128 bytes.</param>
    /// <param name="check">The check's answer as a frame of its own.</param>
    public static void WriteAnswer(IBufferWriter<byte> answers, ReadOnlySpan<byte> id, ReadOnlySpan<byte> check)
    {
        check = check[MessageFrame.HeaderLength..];
        var idField = id.IsEmpty ? 0 : 2 + id.Length;
        var message = idField + 1 + CodedOutputStream.ComputeLengthSize(check.Length) + check.Length;
        var frame = answers.GetSpan(MessageFrame.HeaderLength + message);
        frame[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(frame[1..], message);
        var rest = frame[MessageFrame.HeaderLength..];
        if (idField > 0)
        {
            (rest[0], rest[1]) = (Id, (byte)id.Length);
            id.CopyTo(rest[2..]);
            rest = rest[idField..];
        }

        rest[0] = Check;
        rest = WriteLength(rest[1..], check.Length);
        check.CopyTo(rest);
        answers.Advance(MessageFrame.HeaderLength + message);
    }

    private static Span<byte> WriteLength(Span<byte> rest, int length)
    {
        for (; length >= Continued; length >>= 7)
        {
            rest[0] = (byte)(length | Continued);
            rest = rest[1..];
        }

        rest[0] = (byte)length;
        return rest[1..];
    }
}
