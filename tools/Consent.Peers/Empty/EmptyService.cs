using Consent.V1;
using Grpc.Core;

namespace Consent.Peers.Empty;

/// <summary>Allows everything and remembers nothing: the limit of anything behind gRPC.</summary>
internal sealed class EmptyService : ConsentAuthority.ConsentAuthorityBase
{
    private static readonly Task<CheckSendResponse> Allowed = Task.FromResult(Answers.Allowed);

    public override Task<CheckSendResponse> CheckSend(CheckSendRequest request, ServerCallContext context) => Allowed;

    public override Task<BatchCheckSendResponse> BatchCheckSend(BatchCheckSendRequest request, ServerCallContext context) =>
        Task.FromResult(Answers.For(new bool[request.CustomerNumbers.Count]));

    public override async Task StreamCheckSend(
        IAsyncStreamReader<StreamCheckSendRequest> requestStream,
        IServerStreamWriter<StreamCheckSendResponse> responseStream,
        ServerCallContext context)
    {
        while (await requestStream.MoveNext(context.CancellationToken))
        {
            var requestId = requestStream.Current.RequestId;
            await responseStream.WriteAsync(new StreamCheckSendResponse { RequestId = requestId, Check = Answers.Allowed });
        }
    }

    public override Task<RecordInboundResponse> RecordInbound(RecordInboundRequest request, ServerCallContext context) =>
        Task.FromResult(Answers.ForText(InboundKind.None, "", optedOut: false));
}
