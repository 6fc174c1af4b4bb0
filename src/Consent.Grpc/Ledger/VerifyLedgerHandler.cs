using Consent.Grpc.Limits;
using Consent.Grpc.Wire;
using Consent.Storage.Seals;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Consent.Grpc.Ledger;

/// <summary>Recomputes the seals and tells how far it is and what it finds. It ends when the caller goes away.</summary>
internal sealed class VerifyLedgerHandler(LedgerVerifier verifier, StreamEnds ends, ILogger<VerifyLedgerHandler> logger)
{
    public async Task RunAsync(
        VerifyLedgerRequest request, IServerStreamWriter<VerifyLedgerResponse> answers, ServerCallContext context)
    {
        var reader = new RequestReader(default);
        var after = reader.After(request.AfterPosition);
        reader.ThrowIfInvalid();
        await using var end = ends.BeginWithoutLimits(context);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, end.Token);
        try
        {
            await foreach (var part in verifier.VerifyAsync(after, ending.Token))
            {
                foreach (var fault in part.Faults)
                {
                    Log.LedgerFault(logger, fault.FromPosition, fault.ThroughPosition, fault.Reason);
                }

                await answers.WriteAsync(ToWire(part), context.CancellationToken);
            }
        }
        catch (OperationCanceledException) when (end.IsDue && !context.CancellationToken.IsCancellationRequested)
        {
            throw end.Refusal;
        }
    }

    private static VerifyLedgerResponse ToWire(VerifiedPart part) => new()
    {
        EntriesVerified = part.EntriesVerified,
        Faults =
        {
            part.Faults.Select(fault => new LedgerFault
            {
                FromPosition = fault.FromPosition,
                Position = fault.ThroughPosition,
                Reason = fault.Reason,
            }),
        },
        Done = part.EntriesNotSealed is not null,
        EntriesNotSealed = part.EntriesNotSealed ?? 0,
    };
}
