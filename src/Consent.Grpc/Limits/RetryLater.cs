using System.Collections.Concurrent;
using Consent.Grpc.Wire;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Consent.Grpc.Limits;

/// <summary>A refusal that says when to try again. Made once for each delay, since there may be many of them.</summary>
internal sealed class RetryLater
{
    private static readonly ConcurrentDictionary<long, RetryLater> Limited = new();

    private readonly Func<RpcException> _refusal;

    public RetryLater(Func<RpcException> refusal)
    {
        _refusal = refusal;
        Status = refusal().GetRpcStatus()!;
        Prepared = new PreparedRefusal(refusal());
    }

    /// <summary>Gets what is written before gRPC has the call.</summary>
    public PreparedRefusal Prepared { get; }

    /// <summary>Gets what answers an item of a stream. Nobody changes it.</summary>
    public Google.Rpc.Status Status { get; }

    /// <summary>A caller's allowance is used up.</summary>
    /// <param name="delay">After so long it will not be, if the caller takes nothing until then.</param>
    public static RetryLater RateLimited(TimeSpan delay) => Limited.GetOrAdd(
        Rounded(delay), static milliseconds => new RetryLater(() => ConsentErrors.RateLimited(Duration(milliseconds))));

    /// <summary>Refuses a call that gRPC has.</summary>
    public RpcException ToException() => _refusal();

    // Up, to two digits: a caller that waits so long is not refused again, and there are few refusals to keep.
    internal static long Rounded(TimeSpan delay)
    {
        var milliseconds = Math.Max((long)Math.Ceiling(delay.TotalMilliseconds), 1);
        var unit = 1L;
        while (milliseconds > 99 * unit)
        {
            unit *= 10;
        }

        return (milliseconds + unit - 1) / unit * unit;
    }

    private static Duration Duration(long milliseconds) =>
        Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromMilliseconds(milliseconds));
}
