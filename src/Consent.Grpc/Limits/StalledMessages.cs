using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Consent.Grpc.Limits;

/// <summary>
/// Lets a message over HTTP/2 take its time. Otherwise Kestrel ends the whole connection of a call whose message stalls, with all
/// other calls on it: a watch of the ledger, or those of other callers behind the same proxy.
/// </summary>
internal static class StalledMessages
{
    public static Task TolerateAsync(HttpContext http, RequestDelegate next)
    {
        if (HttpProtocol.IsHttp2(http.Request.Protocol)
            && http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        return next(http);
    }
}
