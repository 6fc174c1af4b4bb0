using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Grpc.Authority;

/// <summary>The core's values as the contract writes them. Enumerations have the same numbers on both sides.</summary>
internal static class WireRecords
{
    public static readonly V1.Channel[] Alternatives = [V1.Channel.Email, V1.Channel.Voice];

    public static Timestamp ToWire(this Instant instant) => instant.ToDateTimeOffset().ToTimestamp();

    /// <summary>The opt-out that blocks, from what a check knows of it.</summary>
    public static V1.ConsentRecord ToWire(this Standing standing, SenderNumber sender, string customerNumber) => new()
    {
        SenderNumber = sender.ToString(),
        CustomerNumber = customerNumber,
        State = (V1.ConsentState)standing.State,
        ChangedAt = standing.At.ToWire(),
        Source = (V1.ConsentSource)standing.Source,
    };

    public static V1.ConsentRecord ToWire(this Core.Records.ConsentRecord record, RecordKey key)
    {
        var wire = new V1.ConsentRecord
        {
            CustomerNumber = key.Customer.ToString(),
            State = (V1.ConsentState)record.State,
            ChangedAt = record.Decided?.At.ToWire(),
            Source = (V1.ConsentSource)(record.Decided?.Source ?? 0),
            Keyword = record.Decided?.Keyword ?? "",
            Revision = record.Revision,
        };
        if (key.Sender is { } sender)
        {
            wire.SenderNumber = sender.ToString();
        }
        else
        {
            wire.AccountId = key.Account.ToString();
        }

        return wire;
    }

    public static AutoReply? ToWire(this OfferedReply? reply) => reply is null ? null : new AutoReply
    {
        Body = reply.Body,
        Purpose = (V1.MessagePurpose)reply.Purpose,
        SendBefore = reply.SendBefore?.ToWire(),
    };
}
