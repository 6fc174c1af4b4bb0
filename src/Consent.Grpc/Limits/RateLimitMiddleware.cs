using Consent.Grpc.Access;
using Consent.V1;
using Microsoft.AspNetCore.Http;

namespace Consent.Grpc.Limits;

/// <summary>Takes each call from its caller's allowance, before its message is read. After the caller is known.</summary>
/// <remarks>Batches, streams of checks and choices among senders take by what they ask: their handlers do that.</remarks>
internal sealed class RateLimitMiddleware(RequestDelegate next, Allowances allowances)
{
    public Task InvokeAsync(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<Demand>() is { } demand
        && (demand.Kind() != CallKind.Check || demand is Demand<CheckSendRequest>)
        && allowances.Take(http, demand.Kind(), 1) is { } refusal
            ? refusal.Prepared.WriteAsync(http)
            : next(http);
}
