using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Consent.Grpc.Wire;

/// <summary>What gRPC over HTTP/2 says of a call in its headers.</summary>
internal static class GrpcCall
{
    public const string StatusHeader = "grpc-status";

    private const string NotEncoded = "identity";
    private const int MaxTimeoutLength = 9;

    /// <summary>Gets the content type of answers.</summary>
    public static StringValues ContentType { get; } = "application/grpc";

    /// <summary>Whether it is a call of gRPC with messages of protobuf, and not of gRPC-Web.</summary>
    public static bool IsGrpc(HttpRequest request) =>
        HttpProtocol.IsHttp2(request.Protocol)
        && request.Headers.ContentType is [{ } type]
        && (type == ContentType[0] || type == "application/grpc+proto");

    /// <summary>Whether a call's messages are not compressed.</summary>
    public static bool IsNotEncoded(HttpRequest request) => request.Headers.GrpcEncoding is [] or [NotEncoded];

    /// <summary>
    /// Whether a call is not compressed, and has a deadline that will not have passed before an answer from memory, or none.
    /// </summary>
    public static bool IsOrdinary(HttpRequest request) =>
        IsNotEncoded(request)
        && (request.Headers.GrpcTimeout is var timeout && (timeout.Count == 0 || (timeout is [{ } only] && IsLongEnough(only))));

    // A number of at most eight digits, and a unit: hours to nanoseconds. A millisecond is long enough.
    private static bool IsLongEnough(string timeout) =>
        timeout.Length is > 1 and <= MaxTimeoutLength
        && int.TryParse(timeout.AsSpan(0, timeout.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        && timeout[^1] switch
        {
            'H' or 'M' or 'S' or 'm' => value > 0,
            'u' => value >= 1_000,
            'n' => value >= 1_000_000,
            _ => false,
        };
}
