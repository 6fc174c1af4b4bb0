using Consent.Grpc.Wire;
using Consent.Storage.Seals;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Consent.Grpc.Ledger;

/// <summary>Recomputes the seals and tells how far it is and what it finds. It ends when the caller goes away.</summary>
internal sealed class VerifyLedgerHandler(LedgerVerifier verifier, ILogger<VerifyLedgerHandler> logger)
{
    public async Task RunAsync(
        VerifyLedgerRequest request, IServerStreamWriter<VerifyLedgerResponse> answers, ServerCallContext context)
    {
        var reader = new RequestReader(default);
        var after = reader.After(request.AfterPosition);
        reader.ThrowIfInvalid();
        await foreach (var part in verifier.VerifyAsync(after, context.CancellationToken))
        {
            foreach (var fault in part.Faults)
            {
                Log.LedgerFault(logger, fault.FromPosition, fault.ThroughPosition, fault.Reason);
            }

            await answers.WriteAsync(ToWire(part), context.CancellationToken);
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
