using Consent.Grains.Consents;
using Consent.Grpc.Errors;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace Consent.Grpc.Calls;

/// <summary>Turns what goes wrong into a refusal that tells the caller what to do and nothing internal.</summary>
internal sealed class RefusalInterceptor(TimeProvider time, ILogger<RefusalInterceptor> logger) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Task<TResponse> call;
        try
        {
            call = continuation(request, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Refusal(e, context);
        }

        // A check is answered by now.
        return call.IsCompletedSuccessfully ? call : AwaitAsync(call, context);
    }

    private async Task<TResponse> AwaitAsync<TResponse>(Task<TResponse> call, ServerCallContext context)
    {
        try
        {
            return await call;
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Refusal(e, context);
        }
    }

    private RpcException Refusal(Exception exception, ServerCallContext context)
    {
        switch (exception)
        {
            case OperationCanceledException when WentAway(context):
                return ConsentErrors.Cancelled();
            case OperationCanceledException:
                return ConsentErrors.DeadlineExceeded();
            case RecordUnavailableException or OrleansException or TimeoutException:
                Log.StorageUnavailable(logger, exception);
                return ConsentErrors.StorageUnavailable();
            default:
                Log.CallFailed(logger, exception, context.Method);
                return ConsentErrors.Internal();
        }
    }

    private bool WentAway(ServerCallContext context) =>
        context.CancellationToken.IsCancellationRequested && context.Deadline > time.GetUtcNow().UtcDateTime;
}
