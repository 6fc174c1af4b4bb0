using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Authority;

/// <summary>The contract's methods, each with what answers it.</summary>
internal sealed class ConsentAuthorityService(SendChecks checks, InboundTexts inbound, OptOuts optOuts, StatusQueries statuses)
    : ConsentAuthority.ConsentAuthorityBase
{
    public override Task<CheckSendResponse> CheckSend(CheckSendRequest request, ServerCallContext context) =>
        Task.FromResult(checks.Check(request));

    public override Task<RecordInboundResponse> RecordInbound(RecordInboundRequest request, ServerCallContext context) =>
        inbound.RecordAsync(request, context);

    public override Task<RecordOptOutResponse> RecordOptOut(RecordOptOutRequest request, ServerCallContext context) =>
        optOuts.RecordAsync(request, context);

    public override Task<ReactivateResponse> Reactivate(ReactivateRequest request, ServerCallContext context) =>
        optOuts.ReactivateAsync(request);

    public override Task<GetStatusResponse> GetStatus(GetStatusRequest request, ServerCallContext context) =>
        statuses.GetAsync(request, context);
}
