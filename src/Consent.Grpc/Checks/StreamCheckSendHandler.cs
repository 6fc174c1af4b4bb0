using Consent.Grpc.Limits;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Checks;

/// <summary>Answers a stream of checks in order: an item is read, decided and answered before the next one is decided.</summary>
/// <remarks>
/// Of the items that have come, those that are ordinary are answered from their bytes. Of the others at most one is read ahead. A write
/// waits while the caller does not read. So a stream holds a bounded amount of memory whatever its caller does.
/// </remarks>
internal sealed class StreamCheckSendHandler(
    CheckSendHandler checks,
    DirectItems directItems,
    CheckAllowance allowance,
    IMessageGuard guard,
    Refusals refusals,
    StreamEnds ends,
    TimeProvider time)
{
    /// <summary>How many answers may wait to be sent together while more items are at hand.</summary>
    public const int MaxUnsent = 64;

    public async Task CheckAsync(
        IAsyncStreamReader<StreamCheckSendRequest> requests,
        IServerStreamWriter<StreamCheckSendResponse> responses,
        ServerCallContext context)
    {
        var writer = new ResponseWriter<StreamCheckSendResponse>(responses, time);
        var unsent = 0;

        // What is under way when the stream is to end is answered.
        await using var end = ends.Begin(context);
        var direct = directItems.Begin(context);
        var hasItem = await end.NextAsync(requests.MoveNext(context.CancellationToken));
        while (hasItem)
        {
            var answer = await AnswerAsync(requests.Current, context);
            if (!end.IsDue && direct?.TryAnswer() == true)
            {
                await writer.WriteAsync(answer, isLast: false, end.Idle, context.CancellationToken);
                do
                {
                    await direct.SendAsync(end.Idle);
                }
                while (!end.IsDue && direct.TryAnswer());

                unsent = 0;
                hasItem = await end.NextAsync(requests.MoveNext(context.CancellationToken));
                continue;
            }

            // While the next item is at hand its answer will be soon, and one flush serves both.
            var next = requests.MoveNext(context.CancellationToken);
            var isSoon = next.IsCompletedSuccessfully && next.Result && IsAnsweredAtOnce(requests.Current);
            unsent = isSoon && unsent < MaxUnsent ? unsent + 1 : 0;
            try
            {
                await writer.WriteAsync(answer, isLast: unsent == 0, end.Idle, context.CancellationToken);
            }
            catch
            {
                next.Forget();
                throw;
            }

            hasItem = await end.NextAsync(next);
        }
    }

    private bool IsAnsweredAtOnce(StreamCheckSendRequest request) =>
        request.Check is null || checks.AnswersAtOnce(request.Check);

    private async ValueTask<StreamCheckSendResponse> AnswerAsync(StreamCheckSendRequest request, ServerCallContext context)
    {
        // Before anything else: it costs no exception.
        if (allowance.TryTake(context, 1) is { } tooMany)
        {
            return Refuse(request, tooMany.Status);
        }

        try
        {
            RefuseBadItem(request);
            if (guard.Guards(context))
            {
                await guard.CheckAsync(request, context);
            }

            return new StreamCheckSendResponse
            {
                RequestId = request.RequestId,
                Check = await checks.CheckAsync(request.Check, context),
            };
        }
        catch (Exception e) when (!context.CancellationToken.IsCancellationRequested)
        {
            return Refuse(request, refusals.Of(e, context).GetRpcStatus()!);
        }
    }

    private static StreamCheckSendResponse Refuse(StreamCheckSendRequest request, Google.Rpc.Status refusal) => new()
    {
        RequestId = request.RequestId.Length <= FieldLimits.RequestId ? request.RequestId : "",
        Error = refusal,
    };

    private static void RefuseBadItem(StreamCheckSendRequest request)
    {
        var reader = new RequestReader(default);
        reader.Length("request_id", request.RequestId, FieldLimits.RequestId);
        if (request.Check is null)
        {
            reader.Add("check", ErrorReason.FieldRequired, "check is required.");
        }

        reader.ThrowIfInvalid();
    }
}
