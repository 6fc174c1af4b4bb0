using Grpc.Core;

namespace Consent.Peers;

/// <summary>The checks of the contract, on what a peer keeps; the rest is UNIMPLEMENTED.</summary>
internal sealed class PeerService(IOptOuts optOuts) : ConsentAuthority.ConsentAuthorityBase
{
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
}

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
}
