using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grains.Consents;
using Consent.Grpc.Calls;
using Consent.V1;
using Grpc.Core;
using MessagePurpose = Consent.Core.Decisions.MessagePurpose;

namespace Consent.Grpc.Authority;

/// <summary>Lets the one reply out that a customer's text called for: rule 2, the one exception to "never after a STOP".</summary>
internal sealed class PendingReplies(RecordGrains grains, RecordWriter writer, TimeProvider time)
{
    public async Task<bool> TryUseAsync(
        SenderNumber sender, PhoneNumber customer, CheckSendRequest request, ServerCallContext context)
    {
        using var callTime = new CallTime(context, time);
        var use = new ReplyUse(sender, (MessagePurpose)request.Purpose, request.MessageId, writer.Now);
        return await grains.CallAsync(
            RecordKey.ForNumber(sender, customer), grain => grain.UseReplyAsync(use), callTime.Token);
    }
}
