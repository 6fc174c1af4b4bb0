using System.Text;

namespace Consent.Load.Calls;

/// <summary>Writes fields 1 and 2 of a request about a pair: the sender's number, and customers' numbers.</summary>
internal sealed class PairWriter
{
    private const int SenderNumber = 1;
    private const int CustomerNumber = 2;
    private const int MaxCustomer = 18;

    private readonly Recipients _recipients;
    private readonly byte[] _sender;

    public PairWriter(string sender, Recipients recipients)
    {
        _recipients = recipients;
        var field = new byte[sender.Length + 2];
        Protobuf.WriteShort(field, SenderNumber, Encoding.ASCII.GetBytes(sender));
        _sender = field;
    }

    public int MaxSize(int customers) => _sender.Length + (customers * MaxCustomer);

    public int Write(long first, int customers, Span<byte> message)
    {
        _sender.CopyTo(message);
        var length = _sender.Length;
        for (var index = first; index < first + customers; index++)
        {
            message[length] = (CustomerNumber << 3) | Protobuf.Bytes;
            var written = _recipients.Write(index, message[(length + 2)..]);
            message[length + 1] = (byte)written;
            length += 2 + written;
        }

        return length;
    }
}
