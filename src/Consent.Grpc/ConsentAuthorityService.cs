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
