using Consent.Core.Access;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grpc.Wire;
using Consent.Roster.Memory;
using Consent.V1;
using Grpc.Core;
using Channel = Consent.Core.Records.Channel;
using MessagePurpose = Consent.Core.Records.MessagePurpose;

namespace Consent.Grpc.Checks;

/// <summary>What CheckSend is asked, once it has been read.</summary>
internal readonly record struct SendQuery(
    SenderNumber Sender, PhoneNumber Customer, Channel Channel, MessagePurpose Purpose, string MessageId)
{
    /// <summary>Gets a value indicating whether the record's grain must be asked, as the message may be the one reply.</summary>
    public bool MayBePendingReply => SendRules.MayBePendingReply(Channel, Purpose);

    /// <summary>Whether a caller may ask about the sender.</summary>
    public bool IsCoveredBy(Grant grant, ReplicaRoster roster) =>
        !grant.IsLimited || grant.Covers(Sender, roster.Registry.RouteOf(Sender).Account);

    /// <exception cref="RpcException">INVALID_ARGUMENT.</exception>
    public static SendQuery Read(CheckSendRequest request)
    {
        var reader = new RequestReader(default);
        var sender = reader.Sender("sender_number", request.SenderNumber);
        var customer = reader.Customer("customer_number", request.CustomerNumber);
        reader.Differ(sender, customer);
        var channel = reader.Channel(request.Channel);
        var purpose = reader.Purpose(request.Purpose);
        var messageId = reader.Id("message_id", request.MessageId, FieldLimits.MessageId);
        reader.ThrowIfInvalid();
        return new SendQuery(sender, customer, channel, purpose, messageId);
    }
}
