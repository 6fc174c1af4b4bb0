using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ErrorDetailsReflection = Google.Rpc.ErrorDetailsReflection;
using ErrorInfo = Google.Rpc.ErrorInfo;

namespace Consent.Grpc.Wire;

/// <summary>
/// Refuses JSON that transcoding cannot read after all, with the reason that gRPC gives. Transcoding answers it before any
/// interceptor runs, in the exception's words; so what it writes is held back until a handler is reached, and dropped if none is.
/// </summary>
internal static class UnreadableJson
{
    public const string ContentType = "application/json; charset=utf-8";

    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithTypeRegistry(
        TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    public static async Task RefuseAsync(HttpContext context, RequestDelegate next)
    {
        using var nothing = new MemoryStream();
        var held = new HeldAnswer(context.Features, context.Features.GetRequiredFeature<IHttpResponseBodyFeature>(), nothing);
        context.Features.Set<IHttpResponseBodyFeature>(held);
        try
        {
            await next(context);
        }
        finally
        {
            context.Features.Set(held.Sent);
        }

        if (!held.IsReleased)
        {
            await WriteAsync(context.Response, ConsentErrors.MessageUndecodable());
        }
    }

    /// <summary>A handler has been reached: what is written from now on is sent as it is written.</summary>
    public static void HandlerReached(HttpContext context) =>
        (context.Features.Get<IHttpResponseBodyFeature>() as HeldAnswer)?.Release();

    public static Task WriteAsync(HttpResponse response, RpcException refusal)
    {
        var status = refusal.GetRpcStatus()!;
        response.StatusCode = status.GetDetail<ErrorInfo>()!.Reason == ErrorReason.ContentTypeNotJson
            ? StatusCodes.Status415UnsupportedMediaType
            : StatusOf(refusal.StatusCode);
        response.ContentType = ContentType;
        return response.WriteAsync(Format(status));
    }

    public static string Format(Google.Rpc.Status status) => Json.Format(status);

    /// <summary>The HTTP status that transcoding gives to a refusal.</summary>
    public static int StatusOf(StatusCode code) => code switch
    {
        StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        StatusCode.PermissionDenied => StatusCodes.Status403Forbidden,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };

    private sealed class HeldAnswer(IFeatureCollection features, IHttpResponseBodyFeature sent, Stream held)
        : StreamResponseBodyFeature(held, sent)
    {
        public IHttpResponseBodyFeature Sent => PriorFeature!;

        public bool IsReleased { get; private set; }

        public void Release()
        {
            IsReleased = true;
            features.Set(Sent);
        }
    }
}
