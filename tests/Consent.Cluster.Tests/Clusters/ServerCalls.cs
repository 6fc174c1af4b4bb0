using Consent.Torture.Clusters;
using Consent.V1;
using Grpc.Core;

namespace Consent.Cluster.Tests.Clusters;

/// <summary>Calls that the tests make, each with a deadline.</summary>
internal static class ServerCalls
{
    public static CheckSendRequest Question(string customer) => new() { SenderNumber = Wire.Sender, CustomerNumber = customer };

    public static Task<RecordInboundResponse> RecordAsync(this Server server, string customer, string body) =>
        server.RecordAsync(Wire.Text(customer, body));

    public static async Task<Decision> CheckAsync(this Server server, string customer, TimeSpan? deadline = null)
    {
        var answer = await server.Authority.CheckSendAsync(Question(customer), deadline: Deadlines.In(deadline ?? Until.Patience));
        return answer.Decision;
    }

    /// <summary>The same, as people are shown it: the record's writer is asked.</summary>
    public static async Task<Decision> GetDecisionAsync(this Server server, string customer)
    {
        var request = new GetStatusRequest { SenderNumber = Wire.Sender, CustomerNumber = customer };
        return (await server.Authority.GetStatusAsync(request, deadline: Deadlines.In(Until.Patience))).Decision;
    }

    public static async Task<IReadOnlyList<Decision>> CheckAllAsync(this Server server, IEnumerable<string> customers)
    {
        var request = new BatchCheckSendRequest { SenderNumber = Wire.Sender, CustomerNumbers = { customers } };
        var answer = await server.Authority.BatchCheckSendAsync(request, deadline: Deadlines.In(Until.Patience));
        return answer.Decisions;
    }

    /// <summary>The answer, once there is one: a server that is not sure says UNAVAILABLE.</summary>
    public static async Task<T> AnsweredAsync<T>(Func<Task<T>> call)
    {
        T? answer = default;
        await Until.TrueAsync("a call is answered", async () =>
        {
            try
            {
                answer = await call();
                return true;
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                return false;
            }
        });
        return answer!;
    }
}
