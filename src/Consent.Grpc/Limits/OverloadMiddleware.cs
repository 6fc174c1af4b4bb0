using Consent.Grpc.Access;
using Consent.Grpc.Wire;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Http;

namespace Consent.Grpc.Limits;

/// <summary>
/// Refuses calls while the server is overloaded, before anything is done for them, so that those that it lets in are answered in time.
/// </summary>
/// <remarks>What a customer said, health and probes are never refused. Streams that are open go on.</remarks>
internal sealed class OverloadMiddleware(RequestDelegate next, OverloadState overload)
{
    // Callers that are told different times do not come back together. So few that a connection's header table holds them all: each
    // then takes some bytes.
    private static readonly PreparedRefusal[] Refusals =
    [
        .. Enumerable.Range(0, 8).Select(step => new PreparedRefusal(ConsentErrors.Overloaded(
            Duration.FromTimeSpan(TimeSpan.FromMilliseconds(500 + (step * 200)))))),
    ];

    public Task InvokeAsync(HttpContext http) =>
        overload.IsOverloaded
        && http.GetEndpoint()?.Metadata.GetMetadata<Demand>() is { } demand
        && demand.Kind() != CallKind.Recording
            ? Refusals[Random.Shared.Next(Refusals.Length)].WriteAsync(http)
            : next(http);
}
