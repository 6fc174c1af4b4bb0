using System.Data.Common;
using Consent.Grains.Records;
using Consent.Storage.Database;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Consent.Grpc.Wire;

/// <summary>Turns what goes wrong into a refusal that tells the caller what to do and nothing internal.</summary>
internal sealed class Refusals(TimeProvider time, ILogger<Refusals> logger)
{
    public RpcException Of(Exception exception, ServerCallContext context)
    {
        switch (exception)
        {
            case RpcException refusal:
                return UnreadableCalls.Explained(refusal);
            case OperationCanceledException or IOException when WentAway(context):
                return ConsentErrors.Cancelled();
            case OperationCanceledException:
                return ConsentErrors.DeadlineExceeded();
            case RecordUnavailableException { Failure: RecordFailure.Busy }:
                return ConsentErrors.StorageBusy();
            case RecordUnavailableException or TimeoutException or DbException or StorageStuckException:
                Log.StorageUnavailable(logger, exception.GetBaseException().Message);
                return ConsentErrors.StorageUnavailable();
            default:
                Log.CallFailed(logger, exception, context.Method);
                return ConsentErrors.Internal();
        }
    }

    private bool WentAway(ServerCallContext context) =>
        context.CancellationToken.IsCancellationRequested && context.Deadline > time.GetUtcNow().UtcDateTime;
}
