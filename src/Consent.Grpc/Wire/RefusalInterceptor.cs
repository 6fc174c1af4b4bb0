using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Consent.Grpc.Wire;

/// <summary>Lets no exception reach a caller but as a refusal.</summary>
internal sealed class RefusalInterceptor(Refusals refusals) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        UnreadableJson.HandlerReached(context.GetHttpContext());
        Task<TResponse> call;
        try
        {
            call = continuation(request, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw refusals.Of(e, context);
        }

        // A check is answered by now.
        return call.IsCompletedSuccessfully ? call : AwaitAsync(call, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        UnreadableJson.HandlerReached(context.GetHttpContext());
        JsonLines.Announce(context.GetHttpContext());
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e)
        {
            throw refusals.Of(e, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(new ReadableItems<TRequest>(requestStream), responseStream, context);
        }
        catch (Exception e)
        {
            throw refusals.Of(e, context);
        }
    }

    private async Task<TResponse> AwaitAsync<TResponse>(Task<TResponse> call, ServerCallContext context)
    {
        try
        {
            return await call;
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw refusals.Of(e, context);
        }
    }
}
