using System.Buffers;
using System.IO.Pipelines;
using Consent.Grpc.Access;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.V1;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Consent.Grpc.Checks;

/// <summary>How checks are answered.</summary>
public sealed class CheckOptions
{
    public const string Section = "Checks";

    /// <summary>Gets or sets a value indicating whether an ordinary CheckSend is answered from its bytes.</summary>
    /// <value>The default is true. Without it the answers are the same, and take more of the processor.</value>
    public bool Direct { get; set; } = true;
}

/// <summary>
/// Answers an ordinary CheckSend from the bytes of its call, where all that is needed is in memory: without message objects, gRPC's
/// library or a wait. Whatever is unusual goes to the service, which then reads all of it.
/// </summary>
/// <remarks>It is an endpoint of its own: what comes before endpoints has let the call through.</remarks>
internal sealed class DirectChecks(
    CheckSendHandler checks, FreshnessGate gate, EndpointDataSource endpoints, ILogger<RequestIdMiddleware> logger)
{
    private const string Method = nameof(ConsentAuthority.ConsentAuthorityBase.CheckSend);
    private const string Path = $"/consent.v1.{nameof(ConsentAuthority)}/{Method}";

    // A frame with two numbers, a channel, a purpose and a message id.
    private const int MaxBody = 192;

    // As gRPC's library names them.
    private const string MethodTag = "grpc.method";
    private const string StatusTag = "grpc.status_code";

    private static readonly StringValues Ok = "0";

    private Endpoint? _endpoint;

    /// <summary>Finds this way's endpoint. Before routing, which would make a dictionary for each call, and before gRPC-Web.</summary>
    public Task FindEndpointAsync(HttpContext http, RequestDelegate next)
    {
        var request = http.Request;
        if (request.Path.Value == Path && HttpMethods.IsPost(request.Method) && GrpcCall.IsGrpc(request))
        {
            http.SetEndpoint(_endpoint ??= Before(endpoints.Endpoints.OfType<RouteEndpoint>().First(IsCheck)));
        }

        return next(http);
    }

    /// <summary>The endpoint that answers what is ordinary, and leaves the rest to the service's.</summary>
    public Endpoint Before(RouteEndpoint service) => new RouteEndpoint(
        http => TryAnswer(http) ? Task.CompletedTask : ServeAsync(http, service.RequestDelegate!),
        service.RoutePattern,
        service.Order,
        new EndpointMetadataCollection([.. service.Metadata, new LateScope()]),
        service.DisplayName);

    private static bool IsCheck(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.Name == Method
        && endpoint.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is null;

    private Task ServeAsync(HttpContext http, RequestDelegate service)
    {
        RequestIdMiddleware.BeginScope(logger, http);
        return service(http);
    }

    private bool TryAnswer(HttpContext http)
    {
        if (!GrpcCall.IsOrdinary(http.Request) || !TryRead(http.Request.BodyReader, out var read))
        {
            return false;
        }

        // Where a part of the call is yet to come, the service waits for it.
        var isAnswered = read is { IsCompleted: true, IsCanceled: false, Buffer.Length: <= MaxBody } && TryAnswer(http, read.Buffer);
        http.Request.BodyReader.AdvanceTo(isAnswered ? read.Buffer.End : read.Buffer.Start);
        if (isAnswered && http.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } trace)
        {
            trace.SetTag(MethodTag, Path).SetTag(StatusTag, Ok[0]);
        }

        return isAnswered;
    }

    private static bool TryRead(PipeReader body, out ReadResult read)
    {
        try
        {
            return body.TryRead(out read);
        }
        catch (Exception)
        {
            // The caller has given the call up. The service knows what to make of it.
            read = default;
            return false;
        }
    }

    private bool TryAnswer(HttpContext http, in ReadOnlySequence<byte> body)
    {
        Span<byte> bytes = stackalloc byte[MaxBody];
        body.CopyTo(bytes);
        if (!MessageFrame.TryRead(bytes[..(int)body.Length], out var message)
            || !CheckSendBytes.TryRead(message, out var query)
            || !gate.TryPass(out var roster)
            || !query.IsCoveredBy(http.Caller().Grant, roster)
            || TryDecide(query, roster) is not { } answer)
        {
            return false;
        }

        http.Response.Headers.ContentType = GrpcCall.ContentType;
        http.Response.BodyWriter.Write(answer);
        http.Response.AppendTrailer(GrpcCall.StatusHeader, Ok);
        return true;
    }

    private byte[]? TryDecide(in SendQuery query, ReplicaRoster roster)
    {
        try
        {
            return checks.Frame(query, roster);
        }
        catch (Exception)
        {
            // A fault of ours. The service meets it too, and tells of it.
            return null;
        }
    }
}
