using Consent.Grpc.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Access;

/// <summary>Lets a call through whose caller is known and has a role that its method demands, before its message is read.</summary>
/// <remarks>An endpoint that demands nothing and is not open serves nobody, unless callers need no credentials.</remarks>
internal sealed class AccessMiddleware(
    RequestDelegate next, CallerReader callers, IOptions<AccessOptions> options, ILogger<RequestIdMiddleware> logger)
{
    private static readonly PreparedRefusal RoleNotGranted = new(ConsentErrors.RoleNotGranted());

    private readonly AccessOptions _options = options.Value;

    public Task InvokeAsync(HttpContext http)
    {
        var endpoint = http.GetEndpoint();
        if (IsOpen(http, endpoint))
        {
            http.Features.Set(Caller.Unasked);
            return next(http);
        }

        var reading = callers.ReadAsync(http);
        return reading.IsCompletedSuccessfully ? AdmitAsync(http, endpoint, reading.Result) : AdmitLaterAsync(http, endpoint, reading);
    }

    // Where there is no endpoint nothing is found, which tells nobody anything; but the page of the methods has none.
    private bool IsOpen(HttpContext http, Endpoint? endpoint) => IsDocumentation(http, endpoint)
        ? _options.Documentation == DocumentationAccess.Open
        : endpoint is null || endpoint.Metadata.GetMetadata<OpenToAll>() is not null;

    private Task AdmitAsync(HttpContext http, Endpoint? endpoint, ReadCaller read)
    {
        if (read.Caller is not { } caller)
        {
            return read.Refusal!.WriteAsync(http);
        }

        if (!IsAllowed(caller, http, endpoint))
        {
            return RoleNotGranted.WriteAsync(http);
        }

        http.Features.Set(caller);
        return next(http);
    }

    private async Task AdmitLaterAsync(HttpContext http, Endpoint? endpoint, ValueTask<ReadCaller> reading)
    {
        RequestIdMiddleware.BeginScope(logger, http);
        await AdmitAsync(http, endpoint, await reading);
    }

    private static bool IsAllowed(Caller caller, HttpContext http, Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<Demand>() is { } demand
            ? caller.Grant.HasAny(demand.Roles)
            : caller.IsAnonymous || IsDocumentation(http, endpoint) || IsNothing(endpoint);

    private static bool IsDocumentation(HttpContext http, Endpoint? endpoint) => endpoint is null
        ? http.Request.Path.StartsWithSegments(Documentation.PagePath, StringComparison.OrdinalIgnoreCase)
        : endpoint.Metadata.GetMetadata<Documentation>() is not null;

    // Endpoints of gRPC and of routing for what does not exist: UNIMPLEMENTED, or another verb.
    private static bool IsNothing(Endpoint? endpoint) =>
        endpoint?.DisplayName is { } name
        && (name.StartsWith("gRPC - Unimplemented", StringComparison.Ordinal) || name.StartsWith("405 ", StringComparison.Ordinal));
}
