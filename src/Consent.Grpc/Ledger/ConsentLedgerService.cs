using Consent.Grpc.Exports;
using Consent.Grpc.Imports;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Ledger;

/// <summary>The contract's methods, each with what answers it.</summary>
internal sealed class ConsentLedgerService(ConsentExports exports, OptOutImports imports) : ConsentLedger.ConsentLedgerBase
{
    public override Task ExportConsents(
        ExportConsentsRequest request, IServerStreamWriter<ExportConsentsResponse> responseStream, ServerCallContext context) =>
        exports.ExportAsync(request, responseStream, context);

    public override Task ImportOptOuts(
        IAsyncStreamReader<ImportOptOutsRequest> requestStream,
        IServerStreamWriter<ImportOptOutsResponse> responseStream,
        ServerCallContext context) => imports.ImportAsync(requestStream, responseStream, context);
}
