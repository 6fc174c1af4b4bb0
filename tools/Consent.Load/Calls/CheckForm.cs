using Consent.Load.Reports;

namespace Consent.Load.Calls;

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
