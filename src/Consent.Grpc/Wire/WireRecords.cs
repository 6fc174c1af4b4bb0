using Consent.Core.Records;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Grpc.Wire;

/// <summary>The core's values as the contract writes them. Enumerations have the same numbers on both sides.</summary>
internal static class WireRecords
{
    public static readonly V1.Channel[] Alternatives = [V1.Channel.Email, V1.Channel.Voice];

    public static Timestamp ToWire(this Instant instant) => instant.ToDateTimeOffset().ToTimestamp();

    /// <summary>The opt-out that blocks, from what a check knows of it.</summary>
    public static V1.ConsentRecord ToWire(this Standing standing, RecordKey key)
    {
        var wire = Of(key);
        wire.State = (V1.ConsentState)standing.State;
        wire.ChangedAt = standing.At.ToWire();
        wire.Source = (V1.ConsentSource)standing.Source;
        return wire;
    }

    public static V1.ConsentRecord ToWire(this Core.Records.ConsentRecord record, RecordKey key)
    {
        var wire = Of(key);
        wire.State = (V1.ConsentState)record.State;
        wire.ChangedAt = record.Decided?.At.ToWire();
        wire.Source = (V1.ConsentSource)(record.Decided?.Source ?? 0);
        wire.Keyword = record.Decided?.Matched ?? "";
        wire.Revision = record.Revision;
        return wire;
    }

    public static AutoReply? ToWire(this OfferedReply? reply) => reply is null ? null : new AutoReply
    {
        Body = reply.Body,
        Purpose = (V1.MessagePurpose)reply.Purpose,
        SendBefore = reply.SendBefore?.ToWire(),
    };

    private static V1.ConsentRecord Of(RecordKey key)
    {
        var wire = new V1.ConsentRecord { CustomerNumber = key.Customer.ToString() };
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
}
