using Google.Rpc;

namespace Consent.Torture.Clusters;

/// <summary>Calls as a gateway makes them, each with a deadline.</summary>
internal static class Wire
{
    public const string Sender = "+15550006001";
    public const string Stop = "STOP";
    public const string Start = "START";

    /// <summary>A gateway's usual deadline. A call that must succeed is given <see cref="Until.Patience"/> instead.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static int _customers;
    private static int _ids;

    public static string NewCustomer() => Spellings.NewCustomer(Interlocked.Increment(ref _customers));

    public static string NewId() => $"message {Interlocked.Increment(ref _ids)}";

    public static RecordInboundRequest Text(string customer, string body, string? id = null) => new()
    {
        SenderNumber = Sender,
        CustomerNumber = customer,
        Body = body,
        MessageId = id ?? NewId(),
        Gateway = "gateway",
    };

    public static async Task<RecordInboundResponse> RecordAsync(
        this Server server, RecordInboundRequest text, TimeSpan? deadline = null) =>
        await server.Authority.RecordInboundAsync(text, deadline: Deadlines.In(deadline ?? Until.Patience));

    /// <summary>Sends a text again, with the same id, until it is answered; whatever became of it before.</summary>
    public static async Task<RecordInboundResponse> RecordUntilAnsweredAsync(
        this Server server, RecordInboundRequest text)
    {
        RecordInboundResponse? answer = null;
        await Until.TrueAsync($"{text} is answered", async () =>
        {
            try
            {
                answer = await server.RecordAsync(text, Deadline);
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
