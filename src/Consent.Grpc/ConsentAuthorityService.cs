using Consent.Core.Access;
using Consent.Grpc.Access;
using Consent.Grpc.Checks;
using Consent.Grpc.Records;
using Consent.Grpc.Status;
using Consent.Grpc.Texts;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc;

/// <summary>The contract's methods, each with what answers it.</summary>
internal sealed class ConsentAuthorityService(
    CheckSendHandler checks,
    BatchCheckSendHandler batches,
    StreamCheckSendHandler streams,
    SelectSenderHandler selection,
    RecordInboundHandler inbound,
    RecordOptOutHandler optOuts,
    ReactivateHandler reactivations,
    ClassifyTextHandler texts,
    GetStatusHandler statuses)
    : ConsentAuthority.ConsentAuthorityBase
{
    public static readonly Demands Demands = new Demands(ConsentAuthority.Descriptor)
        .Add<CheckSendRequest>(nameof(CheckSend), Roles.Check, static check => Scope.Of(check.SenderNumber))
        .Add<BatchCheckSendRequest>(nameof(BatchCheckSend), Roles.Check, static batch => Scope.Of(batch.SenderNumber))
        .Add<StreamCheckSendRequest>(
            nameof(StreamCheckSend), Roles.Check, static item => Scope.Of(item.Check.SenderNumber), itemsFailAlone: true)
        .Add<SelectSenderRequest>(
            nameof(SelectSender),
            Roles.Check,
            static choice => Scope.Of(choice.PreferredSenderNumber, choice.AccountId, choice.SenderNumbers))
        .Add<RecordInboundRequest>(nameof(RecordInbound), Roles.Inbound, static text => Scope.Of(text.SenderNumber))
        .Add<RecordOptOutRequest>(
            nameof(RecordOptOut),
            Roles.Inbound | Roles.Operate, // A provider's report is an opt-out too; what texts can do, texts' role may do.
            static optOut => Scope.Of(optOut.SenderNumber, optOut.AccountId))
        .Add<ReactivateRequest>(
            nameof(Reactivate), Roles.Operate, static request => Scope.Of(request.SenderNumber, request.AccountId))
        .Add<ClassifyTextRequest>(
            nameof(ClassifyText),
            Roles.Read,
            static text => text.AccountId.Length == 0 ? Scope.None : Scope.Of(account: text.AccountId))
        .Add<GetStatusRequest>(
            nameof(GetStatus), Roles.Read, static status => Scope.Of(status.SenderNumber, status.AccountId));

    public override Task<CheckSendResponse> CheckSend(CheckSendRequest request, ServerCallContext context) =>
        checks.CheckAsync(request, context);

    public override Task<BatchCheckSendResponse> BatchCheckSend(BatchCheckSendRequest request, ServerCallContext context) =>
        batches.CheckAsync(request, context);

    public override Task StreamCheckSend(
        IAsyncStreamReader<StreamCheckSendRequest> requestStream,
        IServerStreamWriter<StreamCheckSendResponse> responseStream,
        ServerCallContext context) =>
        streams.CheckAsync(requestStream, responseStream, context);

    public override Task<SelectSenderResponse> SelectSender(SelectSenderRequest request, ServerCallContext context) =>
        selection.SelectAsync(request, context);

    public override Task<RecordInboundResponse> RecordInbound(RecordInboundRequest request, ServerCallContext context) =>
        inbound.RecordAsync(request, context);

    public override Task<RecordOptOutResponse> RecordOptOut(RecordOptOutRequest request, ServerCallContext context) =>
        optOuts.RecordAsync(request, context);

    public override Task<ReactivateResponse> Reactivate(ReactivateRequest request, ServerCallContext context) =>
        reactivations.ReactivateAsync(request, context);

    public override Task<ClassifyTextResponse> ClassifyText(ClassifyTextRequest request, ServerCallContext context) =>
        texts.ClassifyAsync(request, context);

    public override Task<GetStatusResponse> GetStatus(GetStatusRequest request, ServerCallContext context) =>
        statuses.GetAsync(request, context);
}
