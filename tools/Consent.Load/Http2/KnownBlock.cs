namespace Consent.Load.Http2;

/// <summary>What the last header block said: nearly all are the same, and without a dynamic table the same bytes say the same.</summary>
internal sealed class KnownBlock(KnownBlock.Reader read)
{
    private byte[] _bytes = [];
    private string? _says;

    public delegate string? Reader(ReadOnlySpan<byte> block);

    public string? Read(ReadOnlySpan<byte> block)
    {
        if (_bytes.Length == 0 || !block.SequenceEqual(_bytes))
        {
            _says = read(block);
            _bytes = block.ToArray();
        }

        return _says;
    }
}
