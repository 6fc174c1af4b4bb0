using Consent.Grpc.Imports;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Ledger;

/// <summary>The contract's methods, each with what answers it.</summary>
internal sealed class ConsentLedgerService(OptOutImports imports) : ConsentLedger.ConsentLedgerBase
{
    public override Task ImportOptOuts(
        IAsyncStreamReader<ImportOptOutsRequest> requestStream,
        IServerStreamWriter<ImportOptOutsResponse> responseStream,
        ServerCallContext context) => imports.ImportAsync(requestStream, responseStream, context);
}
