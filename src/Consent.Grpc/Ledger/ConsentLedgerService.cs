using Consent.Grpc.Ledger.Watching;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Ledger;

/// <summary>The contract's methods, each with what answers it.</summary>
internal sealed class ConsentLedgerService(LedgerWatch watch) : ConsentLedger.ConsentLedgerBase
{
    public override Task WatchLedger(
        WatchLedgerRequest request, IServerStreamWriter<WatchLedgerResponse> responseStream, ServerCallContext context) =>
        watch.WatchAsync(request, responseStream, context);
}
