using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Consent.Grpc.Wire;

/// <summary>Gives each call its id: in the scope of the log, and in the answer if the caller gave it or the call is refused.</summary>
internal sealed class RequestIdMiddleware(RequestDelegate next, ILogger<RequestIdMiddleware> logger)
{
    private static readonly Func<object, Task> AddToRefusal = static context =>
    {
        var response = ((HttpContext)context).Response;
        if (IsRefusal(response))
        {
            response.Headers[RequestId.Header] = Of(response.HttpContext);
        }

        return Task.CompletedTask;
    };

    public Task InvokeAsync(HttpContext context)
    {
        CallPath.Hide(context);
        var id = RequestId.Read(context.Request.Headers, out var isReplaced);
        context.Features.Set(id);

        // Kestrel ends the scope: it restores its execution context after each request. A wait for the answer would cost more.
        logger.BeginScope(id);
        if (isReplaced || id.IsKnown)
        {
            context.Response.Headers[RequestId.Header] = id.Value;
        }
        else
        {
            context.Response.OnStarting(AddToRefusal, context);
        }

        return next(context);
    }

    /// <summary>Adds the id to the end of a stream that began before it was refused.</summary>
    public static void AddToEnd(ServerCallContext context)
    {
        var http = context.GetHttpContext();
        if (http.Response.HasStarted && !http.Response.Headers.ContainsKey(RequestId.Header))
        {
            context.ResponseTrailers.Add(RequestId.Header, Of(http));
        }
    }

    private static string Of(HttpContext context) => context.Features.GetRequiredFeature<RequestId>().Value;

    // A refused gRPC call has its status among the headers.
    private static bool IsRefusal(HttpResponse response) =>
        response.StatusCode >= StatusCodes.Status400BadRequest
        || (response.Headers.TryGetValue(GrpcCall.StatusHeader, out var status) && status != "0");
}
