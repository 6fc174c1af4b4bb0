using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Consent.Grpc.Wire;

/// <summary>Keeps a call's path and query, which hold numbers, out of its trace, where there is one.</summary>
internal static class CallPath
{
    private const string PathTag = "url.path";
    private const string QueryTag = "url.query";

    /// <summary>Puts the method's pattern in place of the path. What finds no method has none.</summary>
    public static void Hide(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } trace)
        {
            trace.SetTag(PathTag, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
            trace.SetTag(QueryTag, null);
        }
    }
}
