using System.Buffers;
using Google.Protobuf;
using Google.Rpc;

namespace Consent.Load.Http2;

/// <summary>Why a server refused a call, from the headers that end it.</summary>
internal static class Outcome
{
    private static readonly SearchValues<char> Reasons = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

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

    private static string? Detail(string header)
    {
        try
        {
            var status = Status.Parser.ParseFrom(Convert.FromBase64String(header.PadRight((header.Length + 3) / 4 * 4, '=')));
            var reason = status.GetDetail<ErrorInfo>()?.Reason;
            return reason is { Length: > 0 } && !reason.AsSpan().ContainsAnyExcept(Reasons) ? reason : null;
        }
        catch (Exception exception) when (exception is FormatException or InvalidProtocolBufferException)
        {
            // The status says enough.
            return null;
        }
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
