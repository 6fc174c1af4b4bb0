using Consent.V1;
using Google.Rpc;
using Grpc.Core;

namespace Consent.Torture.Clusters;

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

    /// <summary>The same, as people are shown it: the record's writer is asked.</summary>
    public static async Task<Decision> GetDecisionAsync(this Server server, string customer)
    {
        var request = new GetStatusRequest { SenderNumber = Sender, CustomerNumber = customer };
        return (await server.Authority.GetStatusAsync(request, deadline: Deadlines.In(Deadline))).Decision;
    }

    public static async Task<IReadOnlyList<Decision>> CheckAllAsync(this Server server, IEnumerable<string> customers)
    {
        var request = new BatchCheckSendRequest { SenderNumber = Sender, CustomerNumbers = { customers } };
        var answer = await server.Authority.BatchCheckSendAsync(request, deadline: Deadlines.In(Deadline));
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

    /// <summary>Sends a text again, with the same id, until it is answered; whatever became of it before.</summary>
    public static async Task<RecordInboundResponse> RecordUntilAnsweredAsync(
        this Server server, RecordInboundRequest text)
    {
        RecordInboundResponse? answer = null;
        await Until.TrueAsync($"{text} is answered", async () =>
        {
            try
            {
                answer = await server.RecordAsync(text);
                return true;
            }
            catch (RpcException)
            {
                return false;
            }
        });
        return answer!;
    }

    public static string? Reason(this RpcException refusal) => refusal.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason;
}
