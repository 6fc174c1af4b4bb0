using System.Buffers;
using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Consent.Storage.Seals;

/// <summary>An entry as a seal covers it: the same bytes from either database. docs/evidence.md has the rule and an example.</summary>
internal sealed record SealedBytes(long Position, byte[] Bytes)
{
    private const byte Version = 1;
    private const int Null = -1;

    /// <summary>Reads a row of <see cref="EntryColumn.Selected"/>.</summary>
    public static SealedBytes Read(DbDataReader row, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        buffer.GetSpan(1)[0] = Version;
        buffer.Advance(1);
        for (var column = 0; column < EntryColumn.All.Count; column++)
        {
            Append(buffer, row.GetValue(column));
        }

        return new SealedBytes(row.GetInt64(0), buffer.WrittenSpan.ToArray());
    }

    private static void Append(ArrayBufferWriter<byte> buffer, object value)
    {
        switch (value)
        {
            case DBNull:
                AppendLength(buffer, Null);
                break;
            case long number:
                AppendLength(buffer, sizeof(long));
                BinaryPrimitives.WriteInt64BigEndian(buffer.GetSpan(sizeof(long)), number);
                buffer.Advance(sizeof(long));
                break;
            case byte[] text:
                AppendLength(buffer, text.Length);
                buffer.Write(text);
                break;

            // SQLite would keep a fraction that somebody puts into a column of whole numbers.
            default:
                Append(buffer, Encoding.UTF8.GetBytes(Convert.ToString(value, CultureInfo.InvariantCulture)!));
                break;
        }
    }

    private static void AppendLength(ArrayBufferWriter<byte> buffer, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(buffer.GetSpan(sizeof(int)), length);
        buffer.Advance(sizeof(int));
    }
}
