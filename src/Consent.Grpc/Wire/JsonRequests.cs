using System.Text;
using Consent.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;
using HttpRule = Google.Api.HttpRule;

namespace Consent.Grpc.Wire;

/// <summary>Reads each JSON request before transcoding does: null leaves a field unset, and what is wrong is named.</summary>
internal static class JsonRequests
{
    /// <summary>The header of an answer that names the members that no field takes.</summary>
    public const string WarningHeader = "consent-warning";

    public static async Task ReadAsync(HttpContext context, GrpcJsonTranscodingMetadata method, RequestDelegate next)
    {
        var (type, rule) = (method.MethodDescriptor.InputType, method.HttpRule);
        var findings = new JsonFindings();
        JsonQuery.Read(context.Request, type, rule, findings);
        if (rule.Body.Length == 0)
        {
            // There is nothing to read, so no encoding of it can be unknown.
            context.Request.ContentType = null;
            await AnswerAsync(context, findings, next);
            return;
        }

        using var body = new JsonBody();
        if (await TryReadAsync(body, context.Request) is { } refusal)
        {
            await UnreadableJson.WriteAsync(context.Response, refusal);
            return;
        }

        var resource = rule.Body == "*" ? null : type.FindFieldByName(rule.Body);

        // A Put replaces everything, so a member that is mistyped would erase what it was meant to set.
        // And an API key of which a limit is mistyped would be without it.
        var refusesUnknown = rule.PatternCase == HttpRule.PatternOneofCase.Put || type == CreateApiKeyRequest.Descriptor;
        JsonMembers.Read(body.Json.Span, resource?.MessageType ?? type, resource?.Name ?? "", refusesUnknown, findings);

        var sent = context.Request.Body;
        context.Request.Body = body.Open();
        context.Request.ContentType = "application/json";
        try
        {
            await AnswerAsync(context, findings, next);
        }
        finally
        {
            context.Request.Body = sent;
        }
    }

    private static Task AnswerAsync(HttpContext context, JsonFindings findings, RequestDelegate next)
    {
        if (findings.Warning is { } warning)
        {
            context.Response.Headers[WarningHeader] = warning;
        }

        return findings.Violations is { Count: > 0 } violations
            ? UnreadableJson.WriteAsync(context.Response, ConsentErrors.InvalidArgument(violations))
            : UnreadableJson.RefuseAsync(context, next);
    }

    /// <returns>Why the body could not be read; nothing if it was.</returns>
    private static async Task<RpcException?> TryReadAsync(JsonBody body, HttpRequest request)
    {
        if (!request.HasJsonContentType() || EncodingOf(request) is not { } encoding)
        {
            return ConsentErrors.ContentTypeNotJson();
        }

        try
        {
            var sent = encoding is UTF8Encoding
                ? request.Body
                : Encoding.CreateTranscodingStream(request.Body, encoding, Encoding.UTF8, leaveOpen: true);
            return await body.TryReadAsync(sent, request.HttpContext.RequestAborted) ? null : ConsentErrors.MessageTooLarge();
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return ConsentErrors.MessageTooLarge();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The caller broke off, or framed the body wrongly. Left alone, Kestrel logs that as a fault of this server.
            return ConsentErrors.MessageUndecodable();
        }
    }

    private static Encoding? EncodingOf(HttpRequest request)
    {
        var charset = request.GetTypedHeaders().ContentType!.Charset;
        if (!charset.HasValue)
        {
            return Encoding.UTF8;
        }

        try
        {
            return Encoding.GetEncoding(charset.Value.Trim('"'));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
