using System.Buffers;
using System.Text;

namespace Consent.Grpc.Wire;

/// <summary>A JSON request's body in pooled memory, which grows only as bytes arrive, and up to the limit of a message.</summary>
internal sealed class JsonBody : IDisposable
{
    private const int FirstBytes = 1 << 12;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int _length;

    /// <summary>Gets the JSON, without the mark that some editors put before UTF-8.</summary>
    public Memory<byte> Json
    {
        get
        {
            var read = _bytes.AsMemory(0, _length);
            return read.Span.StartsWith(Encoding.UTF8.Preamble) ? read[Encoding.UTF8.Preamble.Length..] : read;
        }
    }

    /// <summary>Reads a body to its end.</summary>
    /// <returns>Whether it is no larger than a message may be.</returns>
    public async Task<bool> TryReadAsync(Stream body, CancellationToken cancellation)
    {
        int read;
        while ((read = await body.ReadAsync(_bytes.AsMemory(_length), cancellation)) > 0)
        {
            _length += read;
            if (_length > MessageLimits.MaxBytes)
            {
                return false;
            }

            if (_length == _bytes.Length)
            {
                Grow();
            }
        }

        return true;
    }

    /// <summary>The same bytes as a stream.</summary>
    public Stream Open()
    {
        var offset = _length - Json.Length;
        return new MemoryStream(_bytes, offset, _length - offset, writable: false);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * _length);
        _bytes.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
