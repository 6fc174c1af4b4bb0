using Consent.V1;
using Google.Rpc;
using Grpc.Core;

namespace Consent.Cluster.Tests.Clusters;

/// <summary>Calls as a gateway makes them, each with a deadline.</summary>
internal static class Wire
{
    public const string Sender = "+15550006001";
    public const string Stop = "STOP";
    public const string Start = "START";

    /// <summary>A gateway's usual deadline.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static int _customers;
    private static int _ids;

    /// <summary>A customer that no test has had.</summary>
    public static string NewCustomer() => $"+1555{Interlocked.Increment(ref _customers):D7}";

    public static string NewId() => $"message {Interlocked.Increment(ref _ids)}";

    public static RecordInboundRequest Text(string customer, string body, string? id = null) => new()
    {
        SenderNumber = Sender,
        CustomerNumber = customer,
        Body = body,
        MessageId = id ?? NewId(),
        Gateway = "gateway",
    };

    public static CheckSendRequest Question(string customer) => new() { SenderNumber = Sender, CustomerNumber = customer };

    public static async Task<RecordInboundResponse> RecordAsync(
        this Server server, RecordInboundRequest text, TimeSpan? deadline = null) =>
        await server.Authority.RecordInboundAsync(text, deadline: Deadlines.In(deadline ?? Deadline));

    public static Task<RecordInboundResponse> RecordAsync(this Server server, string customer, string body) =>
        server.RecordAsync(Text(customer, body));

    public static async Task<Decision> CheckAsync(this Server server, string customer, TimeSpan? deadline = null)
    {
        var answer = await server.Authority.CheckSendAsync(Question(customer), deadline: Deadlines.In(deadline ?? Deadline));
        return answer.Decision;
    }

    public static async Task<IReadOnlyList<Decision>> CheckAllAsync(this Server server, IEnumerable<string> customers)
    {
        var request = new BatchCheckSendRequest { SenderNumber = Sender, CustomerNumbers = { customers } };
        var answer = await server.Authority.BatchCheckSendAsync(request, deadline: Deadlines.In(Deadline));
        return answer.Decisions;
    }

    /// <summary>Sends a text again, with the same id, until it is answered; tells how it was refused before.</summary>
    public static async Task<RecordInboundResponse> RecordUntilAnsweredAsync(
        this Server server, RecordInboundRequest text, Action<RpcException>? refused = null)
    {
        RecordInboundResponse? answer = null;
        await Until.TrueAsync($"{text} is answered", async () =>
        {
            try
            {
                answer = await server.RecordAsync(text);
                return true;
            }
            catch (RpcException e)
            {
                refused?.Invoke(e);
                return false;
            }
        });
        return answer!;
    }

    public static string? Reason(this RpcException refusal) => refusal.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason;
}
