using Grpc.Core;

namespace Consent.Grpc.Wire;

/// <summary>Refuses messages before a handler has them.</summary>
internal interface IMessageGuard
{
    /// <summary>Whether this call's messages are to be checked.</summary>
    bool Guards(ServerCallContext context);

    /// <summary>Whether the first message that is refused ends the stream; otherwise the method's handler has each checked.</summary>
    bool GuardsStream(ServerCallContext context);

    /// <exception cref="RpcException">The message is refused.</exception>
    Task CheckAsync(object message, ServerCallContext context);
}

/// <summary>A stream's messages, each of which is checked before it is handed on.</summary>
internal sealed class GuardedItems<T>(IAsyncStreamReader<T> inner, IMessageGuard guard, ServerCallContext context)
    : IAsyncStreamReader<T>
    where T : class
{
    public T Current => inner.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        var hasItem = await inner.MoveNext(cancellationToken);
        if (hasItem)
        {
            await guard.CheckAsync(inner.Current, context);
        }

        return hasItem;
    }
}
