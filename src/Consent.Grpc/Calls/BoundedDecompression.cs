using Consent.Grpc.Errors;
using Consent.Grpc.Requests;
using Grpc.Net.Compression;
using CompressionLevel = System.IO.Compression.CompressionLevel;

namespace Consent.Grpc.Calls;

/// <summary>Decompresses no further than a message may be long. gRPC's own providers would fill the memory first.</summary>
internal sealed class BoundedDecompression(ICompressionProvider inner) : ICompressionProvider
{
    public string EncodingName => inner.EncodingName;

    public static IEnumerable<ICompressionProvider> All() =>
    [
        new BoundedDecompression(new GzipCompressionProvider(CompressionLevel.Fastest)),
        new BoundedDecompression(new DeflateCompressionProvider(CompressionLevel.Fastest)),
    ];

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        inner.CreateCompressionStream(stream, compressionLevel);

    public Stream CreateDecompressionStream(Stream stream) => new Decompressed(inner.CreateDecompressionStream(stream));

    private sealed class Decompressed(Stream inner) : ReadOnlyStream
    {
        private long _read;

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            _read += read;
            return _read <= MessageLimits.MaxBytes ? read : throw ConsentErrors.MessageTooLarge();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
