namespace Consent.Load.Calls;

/// <summary>As much of protobuf's encoding as the requests and answers here need.</summary>
internal static class Protobuf
{
    public const int Varint = 0;
    public const int Fixed64 = 1;
    public const int Bytes = 2;
    public const int Fixed32 = 5;

    /// <summary>Writes a field of fewer than 128 bytes; answers how many it took.</summary>
    public static int WriteShort(Span<byte> message, int field, ReadOnlySpan<byte> value)
    {
        message[0] = (byte)((field << 3) | Bytes);
        message[1] = (byte)value.Length;
        value.CopyTo(message[2..]);
        return 2 + value.Length;
    }

    /// <summary>Reads the next field and moves on; false at the end.</summary>
    /// <exception cref="InvalidDataException">It is no protobuf.</exception>
    public static bool TryReadField(ref ReadOnlySpan<byte> message, out int field, out long number, out ReadOnlySpan<byte> bytes)
    {
        (field, number) = (0, 0);
        bytes = default;
        if (message.IsEmpty)
        {
            return false;
        }

        var tag = ReadVarint(ref message);
        field = (int)(tag >> 3);
        switch ((int)tag & 7)
        {
            case Varint:
                number = ReadVarint(ref message);
                break;
            case Bytes:
                bytes = Take(ref message, ReadVarint(ref message));
                break;
            case Fixed64:
                Take(ref message, sizeof(long));
                break;
            case Fixed32:
                Take(ref message, sizeof(int));
                break;
            default:
                throw new InvalidDataException("not protobuf");
        }

        return true;
    }

    public static long ReadVarint(ref ReadOnlySpan<byte> message)
    {
        var value = 0L;
        for (var (index, shift) = (0, 0); index < message.Length && shift < 64; index++, shift += 7)
        {
            value |= (long)(message[index] & 0x7f) << shift;
            if (message[index] < 0x80)
            {
                message = message[(index + 1)..];
                return value;
            }
        }

        throw new InvalidDataException("not protobuf");
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> message, long length)
    {
        if (length < 0 || length > message.Length)
        {
            throw new InvalidDataException("not protobuf");
        }

        var taken = message[..(int)length];
        message = message[(int)length..];
        return taken;
    }
}
