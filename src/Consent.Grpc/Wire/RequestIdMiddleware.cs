using Grpc.Core;
using Microsoft.AspNetCore.Http;
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
        var given = RequestId.Given(context.Request.Headers, out var isReplaced);
        if (given is not null || isReplaced)
        {
            context.Response.Headers[RequestId.Header] = given ?? RequestId.Of(context).Value;
        }
        else
        {
            context.Response.OnStarting(AddToRefusal, context);
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<LateScope>() is null)
        {
            BeginScope(logger, context);
        }

        return next(context);
    }

    /// <summary>Puts the id into every line of the log from now on.</summary>
    /// <remarks>Kestrel ends the scope: it restores its execution context after each request. A wait for the answer would cost more.</remarks>
    public static void BeginScope(ILogger logger, HttpContext context) => logger.BeginScope(RequestId.Of(context));

    /// <summary>Adds the id to the end of a stream that began before it was refused.</summary>
    public static void AddToEnd(ServerCallContext context)
    {
        var http = context.GetHttpContext();
        if (http.Response.HasStarted && !http.Response.Headers.ContainsKey(RequestId.Header))
        {
            context.ResponseTrailers.Add(RequestId.Header, Of(http));
        }
    }

    private static string Of(HttpContext context) => RequestId.Of(context).Value;

    // A refused gRPC call has its status among the headers.
    private static bool IsRefusal(HttpResponse response) =>
        response.StatusCode >= StatusCodes.Status400BadRequest
        || (response.Headers.TryGetValue(GrpcCall.StatusHeader, out var status) && status != "0");
}

/// <summary>Says of an endpoint that it begins the scope itself, once something may be logged.</summary>
internal sealed class LateScope;
