using Grpc.Core;

namespace Consent.Grpc.Calls;

/// <summary>How long a call may take: until the caller's deadline, or the server's own where it gave none.</summary>
internal static class CallTime
{
    public static readonly TimeSpan ServersOwn = TimeSpan.FromSeconds(10);

    /// <summary>A token that ends the wait for an answer; what has been started is finished all the same.</summary>
    public static CancellationTokenSource Begin(ServerCallContext context, TimeProvider time)
    {
        if (context.Deadline != DateTime.MaxValue)
        {
            return CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        }

        var own = new CancellationTokenSource(ServersOwn, time);
        context.CancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), own);
        return own;
    }
}
