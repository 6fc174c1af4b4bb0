using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace Consent.Grpc.Wire;

/// <summary>A refusal that is written before gRPC has the call, and made once however often that is.</summary>
/// <remarks>
/// gRPC gets headers alone, under HTTP 200: with any other status its clients make up a text of their own. JSON gets the status
/// that transcoding would have sent.
/// </remarks>
internal sealed class PreparedRefusal
{
    private const string Grpc = "application/grpc";

    private readonly StatusCode _code;
    private readonly string _status;
    private readonly string _message;
    private readonly string _details;
    private readonly byte[] _json;
    private readonly string? _retryAfter;

    public PreparedRefusal(RpcException refusal)
    {
        var status = refusal.GetRpcStatus()!;
        _code = refusal.StatusCode;
        _status = status.Code.ToString(CultureInfo.InvariantCulture);
        _message = Uri.EscapeDataString(status.Message);
        _details = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
        _json = Encoding.UTF8.GetBytes(UnreadableJson.Format(status));
        _retryAfter = status.GetDetail<RetryInfo>()?.RetryDelay is { } delay
            ? Math.Ceiling(delay.ToTimeSpan().TotalSeconds).ToString(CultureInfo.InvariantCulture)
            : null;
    }

    public Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        if (context.Request.ContentType?.StartsWith(Grpc, StringComparison.Ordinal) == true)
        {
            response.StatusCode = StatusCodes.Status200OK;
            response.ContentType = Grpc;
            response.Headers.GrpcStatus = _status;
            response.Headers.GrpcMessage = _message;
            response.Headers[UnreadableCalls.DetailsHeader] = _details;
            return Task.CompletedTask;
        }

        response.StatusCode = UnreadableJson.StatusOf(_code);
        if (_code == StatusCode.Unauthenticated)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        if (_retryAfter is not null)
        {
            response.Headers.RetryAfter = _retryAfter;
        }

        response.ContentType = UnreadableJson.ContentType;
        response.ContentLength = _json.Length;
        return response.Body.WriteAsync(_json, context.RequestAborted).AsTask();
    }
}
