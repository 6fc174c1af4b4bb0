using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Consent.Grpc.Wire;

/// <summary>Lets no exception reach a caller but as a refusal.</summary>
internal sealed class RefusalInterceptor(Refusals refusals, IMessageGuard guard) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        UnreadableJson.HandlerReached(context.GetHttpContext());
        if (guard.Guards(context) && guard.CheckAsync(request, context) is { IsCompletedSuccessfully: false } checking)
        {
            return AwaitAsync(CheckedAsync(checking, request, context, continuation), context);
        }

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
            if (guard.Guards(context))
            {
                await guard.CheckAsync(request, context);
            }

            await continuation(request, responseStream, context);
        }
        catch (Exception e)
        {
            RequestIdMiddleware.AddToEnd(context);
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
            IAsyncStreamReader<TRequest> items = new ReadableItems<TRequest>(requestStream);
            if (guard.GuardsStream(context))
            {
                items = new GuardedItems<TRequest>(items, guard, context);
            }

            await continuation(items, responseStream, context);
        }
        catch (Exception e)
        {
            RequestIdMiddleware.AddToEnd(context);
            throw refusals.Of(e, context);
        }
    }

    private static async Task<TResponse> CheckedAsync<TRequest, TResponse>(
        Task checking, TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class
    {
        await checking;
        return await continuation(request, context);
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
