using Consent.Core.Access;
using Consent.Grpc.Access;
using Consent.Grpc.Exports;
using Consent.Grpc.Imports;
using Consent.Grpc.Ledger;
using Consent.Grpc.Watching;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc;

/// <summary>The contract's methods, each with what answers it.</summary>
internal sealed class ConsentLedgerService(
    GetHistoryHandler histories,
    WatchLedgerHandler watch,
    ExportConsentsHandler exports,
    ImportOptOutsHandler imports,
    ListSealsHandler seals,
    VerifyLedgerHandler verifications)
    : ConsentLedger.ConsentLedgerBase
{
    public static readonly Demands Demands = new Demands(ConsentLedger.Descriptor)
        .Add<GetHistoryRequest>(
            nameof(GetHistory), Roles.Read, static history => Scope.Of(history.SenderNumber, history.AccountId))
        .Add<WatchLedgerRequest>(nameof(WatchLedger), Roles.Read, static watch => Scope.Of(account: watch.AccountId))
        .Add<ExportConsentsRequest>(
            nameof(ExportConsents), Roles.Read, static export => Scope.Of(export.SenderNumber, export.AccountId))
        .Add<ImportOptOutsRequest>(nameof(ImportOptOuts), Roles.Operate, ImportParts.ScopeOf)
        .Add<ListSealsRequest>(nameof(ListSeals), Roles.Read, static _ => Scope.None)
        .Add<VerifyLedgerRequest>(nameof(VerifyLedger), Roles.Admin, static _ => Scope.All);

    public override Task<GetHistoryResponse> GetHistory(GetHistoryRequest request, ServerCallContext context) =>
        histories.GetAsync(request, context);

    public override Task<ListSealsResponse> ListSeals(ListSealsRequest request, ServerCallContext context) =>
        seals.ListAsync(request, context);

    public override Task VerifyLedger(
        VerifyLedgerRequest request, IServerStreamWriter<VerifyLedgerResponse> responseStream, ServerCallContext context) =>
        verifications.RunAsync(request, responseStream, context);

    public override Task WatchLedger(
        WatchLedgerRequest request, IServerStreamWriter<WatchLedgerResponse> responseStream, ServerCallContext context) =>
        watch.WatchAsync(request, responseStream, context);

    public override Task ExportConsents(
        ExportConsentsRequest request, IServerStreamWriter<ExportConsentsResponse> responseStream, ServerCallContext context) =>
        exports.ExportAsync(request, responseStream, context);

    public override Task ImportOptOuts(
        IAsyncStreamReader<ImportOptOutsRequest> requestStream,
        IServerStreamWriter<ImportOptOutsResponse> responseStream,
        ServerCallContext context) => imports.ImportAsync(requestStream, responseStream, context);
}
