using Consent.Cluster.Tests.Clusters;
using Consent.Torture.Clusters;
using Consent.V1;
using Grpc.Core;

namespace Consent.Cluster.Tests.Acknowledgements;

/// <summary>An open stream of checks to one server.</summary>
internal sealed class CheckStream(Server server) : IDisposable
{
    private readonly AsyncDuplexStreamingCall<StreamCheckSendRequest, StreamCheckSendResponse> _call =
        server.Authority.StreamCheckSend();

    public async Task<Decision> CheckAsync(string customer)
    {
        await _call.RequestStream.WriteAsync(new StreamCheckSendRequest { RequestId = customer, Check = ServerCalls.Question(customer) });
        Assert.True(await _call.ResponseStream.MoveNext(CancellationToken.None));
        var answer = _call.ResponseStream.Current;
        Assert.Equal(customer, answer.RequestId);
        Assert.Null(answer.Error);
        return answer.Check.Decision;
    }

    public void Dispose() => _call.Dispose();
}
