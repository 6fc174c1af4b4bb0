using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Ledger;

/// <summary>The contract's methods, each with what answers it.</summary>
internal sealed class ConsentLedgerService(HistoryQueries histories) : ConsentLedger.ConsentLedgerBase
{
    public override Task<GetHistoryResponse> GetHistory(GetHistoryRequest request, ServerCallContext context) =>
        histories.GetAsync(request, context);
}
