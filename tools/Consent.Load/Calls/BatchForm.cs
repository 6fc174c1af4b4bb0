using Consent.Load.Reports;

namespace Consent.Load.Calls;

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
