using Consent.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Consent.Silo.Tests.Servers;

/// <summary>Calls as a gateway makes them.</summary>
internal static class Wire
{
    public const string Sender = "+15550006001";

    public static RecordInboundRequest Text(
        string customer,
        string body,
        string id,
        string gateway = "",
        DateTimeOffset? receivedAt = null,
        DateTimeOffset? sentAt = null) => new()
        {
            SenderNumber = Sender,
            CustomerNumber = customer,
            Body = body,
            MessageId = id,
            Gateway = gateway,
            ReceivedAt = receivedAt is { } received ? Timestamp.FromDateTimeOffset(received) : null,
            SentAt = sentAt is { } sent ? Timestamp.FromDateTimeOffset(sent) : null,
        };

    /// <summary>May the sender text this customer?</summary>
    public static async Task<Decision> CheckAsync(this ServerProcess server, string customer)
    {
        var answer = await server.Authority.CheckSendAsync(
            new CheckSendRequest { SenderNumber = Sender, CustomerNumber = customer });
        return answer.Decision;
    }

    /// <summary>The answer to a text, which must be there.</summary>
    public static async Task<RecordInboundResponse> RecordAsync(this ServerProcess server, RecordInboundRequest text) =>
        await server.Authority.RecordInboundAsync(text);

    /// <summary>The status that a text is answered with.</summary>
    public static async Task<StatusCode> TryRecordAsync(this ServerProcess server, RecordInboundRequest text)
    {
        try
        {
            await server.RecordAsync(text);
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            return e.StatusCode;
        }
    }
}
