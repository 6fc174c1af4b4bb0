using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ErrorDetailsReflection = Google.Rpc.ErrorDetailsReflection;

namespace Consent.Grpc.Wire;

/// <summary>
/// Refuses JSON that could not be read, with the reason that gRPC gives. Transcoding answers it before any interceptor runs, in
/// the exception's words; so what it writes is held back until a handler is reached, and dropped if none is.
/// </summary>
internal static class UnreadableJson
{
    private static readonly JsonFormatter Json = new(JsonFormatter.Settings.Default.WithTypeRegistry(
        TypeRegistry.FromFiles(ErrorDetailsReflection.Descriptor)));

    public static async Task RefuseAsync(HttpContext context, RequestDelegate next)
    {
        using var nothing = new MemoryStream();
        var held = new HeldAnswer(context.Features, context.Features.GetRequiredFeature<IHttpResponseBodyFeature>(), nothing);
        context.Features.Set<IHttpResponseBodyFeature>(held);
        var body = new Body(context.Request.Body);
        context.Request.Body = body;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Body = body.Inner;
            context.Features.Set(held.Sent);
        }

        if (!held.IsReleased)
        {
            await WriteAsync(
                context.Response, body.IsTooLarge ? ConsentErrors.MessageTooLarge() : ConsentErrors.MessageUndecodable());
        }
    }

    /// <summary>A handler has been reached: what is written from now on is sent as it is written.</summary>
    public static void HandlerReached(HttpContext context) =>
        (context.Features.Get<IHttpResponseBodyFeature>() as HeldAnswer)?.Release();

    private static Task WriteAsync(HttpResponse response, RpcException refusal)
    {
        response.StatusCode = refusal.StatusCode == StatusCode.ResourceExhausted
            ? StatusCodes.Status429TooManyRequests
            : StatusCodes.Status400BadRequest;
        response.ContentType = "application/json; charset=utf-8";
        return response.WriteAsync(Json.Format(refusal.GetRpcStatus()));
    }

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

    /// <summary>A request's body, up to the limit of a message.</summary>
    private sealed class Body(Stream inner) : ReadOnlyStream
    {
        private long _read;

        public Stream Inner => inner;

        public bool IsTooLarge => _read > MessageLimits.MaxBytes;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                var read = await inner.ReadAsync(buffer, cancellationToken);
                _read += read;
                return IsTooLarge ? throw ConsentErrors.MessageTooLarge() : read;
            }
            catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
            {
                _read = long.MaxValue;
                throw;
            }
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
