using Consent.V1;
using Grpc.Core;

namespace Consent.Peers;

/// <summary>As much of the contract as the load generator calls, on what a peer keeps; the rest is UNIMPLEMENTED.</summary>
internal sealed class PeerService(IOptOuts optOuts) : ConsentAuthority.ConsentAuthorityBase
{
    private const string Stop = "STOP";
    private const string Start = "START";

    public override async Task<CheckSendResponse> CheckSend(CheckSendRequest request, ServerCallContext context) =>
        Answers.For(await optOuts.IsOptedOutAsync(request.SenderNumber, request.CustomerNumber));

    public override async Task<BatchCheckSendResponse> BatchCheckSend(BatchCheckSendRequest request, ServerCallContext context) =>
        Answers.For(await optOuts.AreOptedOutAsync(request.SenderNumber, request.CustomerNumbers));

    public override async Task StreamCheckSend(
        IAsyncStreamReader<StreamCheckSendRequest> requestStream,
        IServerStreamWriter<StreamCheckSendResponse> responseStream,
        ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            var request = requestStream.Current;
            await responseStream.WriteAsync(new StreamCheckSendResponse
            {
                RequestId = request.RequestId,
                Check = Answers.For(await optOuts.IsOptedOutAsync(request.Check.SenderNumber, request.Check.CustomerNumber)),
            });
        }
    }

    public override async Task<RecordInboundResponse> RecordInbound(RecordInboundRequest request, ServerCallContext context)
    {
        if (request.Body.Equals(Stop, StringComparison.OrdinalIgnoreCase))
        {
            await optOuts.OptOutAsync(request.SenderNumber, request.CustomerNumber);
            return Answers.ForText(InboundKind.OptOut, "stop", optedOut: true);
        }

        if (request.Body.Equals(Start, StringComparison.OrdinalIgnoreCase))
        {
            await optOuts.OptInAsync(request.SenderNumber, request.CustomerNumber);
            return Answers.ForText(InboundKind.OptIn, "start", optedOut: false);
        }

        var optedOut = await optOuts.IsOptedOutAsync(request.SenderNumber, request.CustomerNumber);
        return Answers.ForText(InboundKind.None, "", optedOut);
    }
}
