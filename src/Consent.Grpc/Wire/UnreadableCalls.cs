using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Consent.Grpc.Wire;

/// <summary>
/// Refuses calls whose message could not be read. They fail before any interceptor runs, and would answer UNKNOWN, INTERNAL or
/// RESOURCE_EXHAUSTED without a word of what was wrong.
/// </summary>
internal static class UnreadableCalls
{
    private const string MessageHeader = "grpc-message";
    public const string DetailsHeader = "grpc-status-details-bin";
    private const string TimeoutHeader = "grpc-timeout";
    private const int MaxTimeoutLength = 9;

    // No wait of our own for the answer: a check that passes through here allocates nothing for it.
    private static readonly Func<object, Task> Explain = static context =>
    {
        ExplainRefusal((HttpContext)context);
        return Task.CompletedTask;
    };

    public static Task RefuseAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is { } json)
        {
            return JsonRequests.ReadAsync(context, json, next);
        }

        // gRPC has deadlines of at most eight digits and a unit. Some longer ones overflow, the rest count as not given.
        if (context.Request.Headers.TryGetValue(TimeoutHeader, out var timeout) && timeout.ToString().Length > MaxTimeoutLength)
        {
            context.Request.Headers.Remove(TimeoutHeader);
        }

        context.Response.OnStarting(Explain, context);
        return next(context);
    }

    /// <summary>The same, for a message of a stream that has begun.</summary>
    public static RpcException Explained(RpcException exception) =>
        exception.GetRpcStatus() is null ? RefusalOf(exception.StatusCode) ?? exception : exception;

    // The status of an answer is in its trailers; that of a refusal is a matter of headers.
    private static void ExplainRefusal(HttpContext context)
    {
        if (RefusalOf(context.Response.Headers) is { } unreadable)
        {
            var refusal = IsStopping(context) ? ConsentErrors.ShuttingDown()
                : IsNotGrpc(context.Response.StatusCode) ? ConsentErrors.NotGrpc()
                : unreadable;
            var status = refusal.GetRpcStatus()!;
            context.Response.Headers[GrpcCall.StatusHeader] = status.Code.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers[MessageHeader] = Uri.EscapeDataString(status.Message);
            context.Response.Headers[DetailsHeader] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
        }
    }

    // A content type or a version of HTTP that gRPC does not take.
    private static bool IsNotGrpc(int status) =>
        status is StatusCodes.Status415UnsupportedMediaType or StatusCodes.Status426UpgradeRequired;

    // A server that ends its connections may leave a good message half read.
    private static bool IsStopping(HttpContext context) => context.RequestServices
        .GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;

    // This server's own refusals carry details.
    private static RpcException? RefusalOf(IHeaderDictionary headers) =>
        headers.TryGetValue(GrpcCall.StatusHeader, out var value)
        && !headers.ContainsKey(DetailsHeader)
        && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            ? RefusalOf((StatusCode)code)
            : null;

    private static RpcException? RefusalOf(StatusCode code) => code switch
    {
        StatusCode.Unknown or StatusCode.Internal => ConsentErrors.MessageUndecodable(),
        StatusCode.ResourceExhausted => ConsentErrors.MessageTooLarge(),
        _ => null,
    };
}
