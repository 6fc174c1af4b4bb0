using System.Buffers.Text;
using System.Text;

namespace Consent.Load.Calls;

/// <summary><c>RecordInbound</c>: STOP from one customer after the other, each message with an id of its own.</summary>
/// <param name="sender">The number that was texted.</param>
/// <param name="recipients">Who texts it.</param>
/// <param name="run">Begins each message's id, so that another run's are others.</param>
internal sealed class StopForm(string sender, Recipients recipients, string run) : CallForm
{
    private const int MessageIdField = 4;
    private const int DecisionField = 4;
    private const int MaxIndex = 20;

    private readonly PairWriter _pair = new(sender, recipients);
    private readonly byte[] _run = Encoding.ASCII.GetBytes($"{run}-");

    public override string Path => "/consent.v1.ConsentAuthority/RecordInbound";

    public override int MaxSize => _pair.MaxSize(1) + Stop.Length + 2 + _run.Length + MaxIndex;

    // Field 3, of four bytes.
    private static ReadOnlySpan<byte> Stop => [(3 << 3) | Protobuf.Bytes, 4, (byte)'S', (byte)'T', (byte)'O', (byte)'P'];

    public override int Write(long index, Span<byte> message)
    {
        var length = _pair.Write(index, 1, message);
        Stop.CopyTo(message[length..]);
        length += Stop.Length;
        var id = message[(length + 2)..];
        _run.CopyTo(id);
        Utf8Formatter.TryFormat(index, id[_run.Length..], out var digits);
        message[length] = (MessageIdField << 3) | Protobuf.Bytes;
        message[length + 1] = (byte)(_run.Length + digits);
        return length + 2 + _run.Length + digits;
    }

    public override bool Read(ReadOnlySpan<byte> message, Tally tally, bool counts)
    {
        tally.Decided(CheckForm.Decision(message, DecisionField), counts);
        return true;
    }
}

/// <summary><c>SelectSender</c>: ten senders, whose numbers follow one another, and a customer.</summary>
internal sealed class SelectForm(string sender, Recipients customers) : CallForm
{
    private const int Candidates = 10;
    private const int CustomerField = 1;
    private const int SendersField = 3;
    private const int SelectedField = 1;

    private readonly byte[] _senders = Senders(sender);

    public override string Path => "/consent.v1.ConsentAuthority/SelectSender";

    public override int MaxSize => 2 + customers.Longest + _senders.Length;

    public override int Write(long index, Span<byte> message)
    {
        message[0] = (CustomerField << 3) | Protobuf.Bytes;
        var length = customers.Write(index, message[2..]);
        message[1] = (byte)length;
        _senders.CopyTo(message[(2 + length)..]);
        return 2 + length + _senders.Length;
    }

    public override bool Read(ReadOnlySpan<byte> message, Tally tally, bool counts)
    {
        var isSelected = false;
        while (Protobuf.TryReadField(ref message, out var field, out _, out _))
        {
            isSelected |= field == SelectedField;
        }

        tally.Decided(isSelected ? Tally.Allowed : Tally.Blocked, counts);
        return true;
    }

    private static byte[] Senders(string first)
    {
        var fields = new List<byte>();
        var number = long.Parse(first.AsSpan().TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture);
        for (var candidate = 0; candidate < Candidates; candidate++)
        {
            var text = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"+{number + candidate}"));
            fields.AddRange([(SendersField << 3) | Protobuf.Bytes, (byte)text.Length, .. text]);
        }

        return [.. fields];
    }
}
