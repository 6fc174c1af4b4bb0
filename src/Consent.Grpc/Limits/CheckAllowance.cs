using Grpc.Core;

namespace Consent.Grpc.Limits;

/// <summary>Takes the checks of a call that asks several at once.</summary>
internal sealed class CheckAllowance(Allowances allowances)
{
    /// <summary>Takes so many checks of the caller's allowance.</summary>
    /// <returns>Nothing if they were there; otherwise what the caller is told.</returns>
    public RetryLater? TryTake(ServerCallContext context, int count) =>
        allowances.HasAny ? allowances.Take(context.GetHttpContext(), CallKind.Check, count) : null;

    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the allowance is used up.</exception>
    public void Take(ServerCallContext context, int count)
    {
        if (TryTake(context, count) is { } refusal)
        {
            throw refusal.ToException();
        }
    }
}
