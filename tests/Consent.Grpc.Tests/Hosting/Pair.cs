using Consent.V1;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>A sender and a customer, and what a gateway says and asks about them.</summary>
internal sealed record Pair(ConsentAuthority.ConsentAuthorityClient Client, string Sender, string Customer)
{
    public const string Notice =
        "Alert: This user has opted out of SMS communication. You cannot send this message via FieldPulse.";

    private static int _messages;

    public static string NewId() => $"message-{Interlocked.Increment(ref _messages)}";

    public async Task<CheckSendResponse> CheckAsync(Channel channel = Channel.Unspecified) => await Client.CheckSendAsync(
        new CheckSendRequest { SenderNumber = Sender, CustomerNumber = Customer, Channel = channel });

    /// <summary>Asks whether a reply may go out.</summary>
    public async Task<CheckSendResponse> ReplyAsync(MessagePurpose purpose, string? id = null) => await Client.CheckSendAsync(
        new CheckSendRequest { SenderNumber = Sender, CustomerNumber = Customer, Purpose = purpose, MessageId = id ?? "" });

    /// <summary>Whether a reply may go out as the one that is pending.</summary>
    public async Task<bool> MayReplyAsync(MessagePurpose purpose, string? id = null) =>
        await ReplyAsync(purpose, id) is { Decision: Decision.Allowed, Reason: DecisionReason.PendingReply };

    public async Task<RecordInboundResponse> TextAsync(string body, string? id = null) =>
        await Client.RecordInboundAsync(Text(body, id));

    public async Task<GetStatusResponse> StatusAsync() => await Client.GetStatusAsync(
        new GetStatusRequest { SenderNumber = Sender, CustomerNumber = Customer });

    public RecordInboundRequest Text(string body, string? id = null) => new()
    {
        SenderNumber = Sender,
        CustomerNumber = Customer,
        Body = body,
        MessageId = id ?? NewId(),
    };

    /// <summary>A text with its times by one gateway's clock, so that no two events are said at once.</summary>
    public async Task<RecordInboundResponse> TextAsync(string body, DateTimeOffset receivedAt) =>
        await Client.RecordInboundAsync(new RecordInboundRequest(Text(body)) { ReceivedAt = receivedAt.ToTimestamp(), Gateway = "east" });

    public RecordOptOutRequest OptOut(string? id = null) => new()
    {
        SenderNumber = Sender,
        CustomerNumber = Customer,
        Source = ConsentSource.PhoneCall,
        Actor = "operator-7",
        Evidence = "call 12",
        IdempotencyKey = id ?? NewId(),
    };

    public ReactivateRequest Reactivation(DateTimeOffset requestedAt) => new()
    {
        SenderNumber = Sender,
        CustomerNumber = Customer,
        Actor = "operator-7",
        Evidence = "call 12",
        IdempotencyKey = NewId(),
        RequestedAt = requestedAt.ToTimestamp(),
    };
}
