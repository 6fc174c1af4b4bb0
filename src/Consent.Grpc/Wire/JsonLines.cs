using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;

namespace Consent.Grpc.Wire;

/// <summary>Says what a stream of JSON messages is: one on each line, which transcoding would call one JSON document.</summary>
internal static class JsonLines
{
    public const string ContentType = "application/x-ndjson";

    private const string Json = "application/json";

    private static readonly Func<object, Task> SetContentType = static context =>
    {
        // A refusal before the first message is one document.
        var response = ((HttpContext)context).Response;
        if (response.StatusCode == StatusCodes.Status200OK)
        {
            response.ContentType = response.ContentType?.Replace(Json, ContentType, StringComparison.Ordinal) ?? ContentType;
        }

        return Task.CompletedTask;
    };

    public static void Announce(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is not null)
        {
            context.Response.OnStarting(SetContentType, context);
        }
    }
}
