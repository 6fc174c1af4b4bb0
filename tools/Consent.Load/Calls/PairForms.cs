using System.Text;

namespace Consent.Load.Calls;

/// <summary>Writes fields 1 and 2 of a request about a pair: the sender's number, and customers' numbers.</summary>
internal sealed class PairWriter
{
    private const int SenderNumber = 1;
    private const int CustomerNumber = 2;

    private readonly Recipients _recipients;
    private readonly byte[] _sender;

    public PairWriter(string sender, Recipients recipients)
    {
        _recipients = recipients;
        var field = new byte[sender.Length + 2];
        Protobuf.WriteShort(field, SenderNumber, Encoding.ASCII.GetBytes(sender));
        _sender = field;
    }

    public int MaxSize(int customers) => _sender.Length + (customers * (2 + _recipients.Longest));

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

/// <summary><c>CheckSend</c>: one pair.</summary>
internal sealed class CheckForm(string sender, Recipients recipients) : CallForm
{
    private const int DecisionField = 1;

    private readonly PairWriter _pair = new(sender, recipients);

    public override string Path => "/consent.v1.ConsentAuthority/CheckSend";

    public override int MaxSize => _pair.MaxSize(1);

    public override int Write(long index, Span<byte> message) => _pair.Write(index, 1, message);

    public override bool Read(ReadOnlySpan<byte> message, Tally tally, bool counts)
    {
        tally.Decided(Decision(message, DecisionField), counts);
        return true;
    }

    /// <summary>The decision in an answer that has it in this field; 0 where it has none.</summary>
    public static long Decision(ReadOnlySpan<byte> message, int decisionField)
    {
        while (Protobuf.TryReadField(ref message, out var field, out var number, out _))
        {
            if (field == decisionField)
            {
                return number;
            }
        }

        return 0;
    }
}

/// <summary><c>BatchCheckSend</c>: one sender and so many customers.</summary>
internal sealed class BatchForm(string sender, Recipients recipients, int size) : CallForm
{
    private const int DecisionsField = 1;

    private readonly PairWriter _pairs = new(sender, recipients);

    public override string Path => "/consent.v1.ConsentAuthority/BatchCheckSend";

    public override int MaxSize => _pairs.MaxSize(size);

    public override int Write(long index, Span<byte> message) => _pairs.Write(index * size, size, message);

    public override bool Read(ReadOnlySpan<byte> message, Tally tally, bool counts)
    {
        while (Protobuf.TryReadField(ref message, out var field, out var number, out var packed))
        {
            if (field != DecisionsField)
            {
                continue;
            }

            // Usually packed; a reader must take both.
            if (packed.IsEmpty)
            {
                tally.Decided(number, counts);
            }

            while (!packed.IsEmpty)
            {
                tally.Decided(Protobuf.ReadVarint(ref packed), counts);
            }
        }

        return true;
    }
}

/// <summary><c>StreamCheckSend</c>: one pair after the other over one stream; answers come in the order asked.</summary>
internal sealed class StreamForm(string sender, Recipients recipients) : CallForm
{
    private const int CheckField = 2;
    private const int ErrorField = 3;
    private const int DecisionField = 1;
    private const int CodeField = 1;

    private readonly PairWriter _pair = new(sender, recipients);

    public override string Path => "/consent.v1.ConsentAuthority/StreamCheckSend";

    public override bool IsStream => true;

    public override int MaxSize => 2 + _pair.MaxSize(1);

    public override int Write(long index, Span<byte> message)
    {
        // A pair takes fewer than 128 bytes, so its length takes one.
        message[0] = (CheckField << 3) | Protobuf.Bytes;
        var length = _pair.Write(index, 1, message[2..]);
        message[1] = (byte)length;
        return 2 + length;
    }

    public override bool Read(ReadOnlySpan<byte> message, Tally tally, bool counts)
    {
        while (Protobuf.TryReadField(ref message, out var field, out _, out var result))
        {
            switch (field)
            {
                case CheckField:
                    tally.Decided(CheckForm.Decision(result, DecisionField), counts);
                    return true;
                case ErrorField:
                    tally.Refused(RefusalReason.OfStatus(CheckForm.Decision(result, CodeField)), counts);
                    return false;
                default:
                    break;
            }
        }

        tally.Decided(0, counts);
        return true;
    }
}
