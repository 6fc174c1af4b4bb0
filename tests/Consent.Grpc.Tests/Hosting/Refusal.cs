using Google.Rpc;
using Grpc.Core;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>A refusal, as a caller reads it.</summary>
internal sealed record Refusal(StatusCode Status, string Message, ErrorInfo? Info, BadRequest? BadRequest)
{
    /// <summary>Gets every word of it.</summary>
    public string Text => $"{Message} {Info} {BadRequest}";

    public string? Reason => Info?.Reason;

    public static async Task<Refusal> OfAsync<T>(AsyncUnaryCall<T> call) => Of(await Assert.ThrowsAsync<RpcException>(async () => await call));

    public static async Task<Refusal> OfAsync<T>(Task<T> call) => Of(await Assert.ThrowsAsync<RpcException>(async () => await call));

    private static Refusal Of(RpcException exception)
    {
        var status = exception.GetRpcStatus();
        return new Refusal(
            exception.StatusCode, exception.Status.Detail, status?.GetDetail<ErrorInfo>(), status?.GetDetail<BadRequest>());
    }
}
