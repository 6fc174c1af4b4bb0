using Consent.Load.Reports;

namespace Consent.Load.Calls;

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
