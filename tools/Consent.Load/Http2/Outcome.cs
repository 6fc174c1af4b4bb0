using System.Buffers;
using System.Text;

namespace Consent.Load.Http2;

/// <summary>Why a server refused a call, from the headers that end it.</summary>
internal static class Outcome
{
    private const int DetailsField = 3;
    private const int AnyValueField = 2;
    private const int ReasonField = 1;

    private static readonly SearchValues<byte> Reasons = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8);

    /// <summary>Null where it did not refuse.</summary>
    public static string? Of(ReadOnlySpan<byte> block)
    {
        var headers = HeaderDecoder.Decode(block);
        var status = Value("grpc-status");
        if (status is null)
        {
            return OfHttp(block) ?? RefusalReason.Malformed;
        }

        if (status == "0")
        {
            return null;
        }

        var name = long.TryParse(status, out var code) ? RefusalReason.OfStatus(code) : status;
        return Value("grpc-status-details-bin") is { } details && Detail(details) is { } reason ? $"{name} {reason}" : name;

        string? Value(string header) => headers.Find(each => each.Name == header).Value;
    }

    /// <summary>Null where the HTTP status is 200, or is still to come.</summary>
    public static string? OfHttp(ReadOnlySpan<byte> block)
    {
        var status = HeaderDecoder.Decode(block).Find(each => each.Name == ":status").Value;
        return status is null or "200" || status[0] == '1' ? null : RefusalReason.OfHttp(status);
    }

    // google.rpc.Status has details, each an Any; an ErrorInfo's first field is its reason.
    private static string? Detail(string header)
    {
        try
        {
            ReadOnlySpan<byte> status = Convert.FromBase64String(header.PadRight((header.Length + 3) / 4 * 4, '='));
            while (Protobuf.TryReadField(ref status, out var field, out _, out var any))
            {
                while (field == DetailsField && Protobuf.TryReadField(ref any, out var anyField, out _, out var detail))
                {
                    if (anyField == AnyValueField && Protobuf.TryReadField(ref detail, out var first, out _, out var reason)
                        && first == ReasonField && !reason.IsEmpty && !reason.ContainsAnyExcept(Reasons))
                    {
                        return Encoding.ASCII.GetString(reason);
                    }
                }
            }
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException)
        {
            // The status says enough.
        }

        return null;
    }
}

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
